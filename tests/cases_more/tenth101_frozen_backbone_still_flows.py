# source: constructed (Keras fine-tuning, layer.trainable toggled around the forward pass)
# target: loss
# sources: body_kernel, head_kernel, moving_mean
# expect: {"body_kernel": "ok", "head_kernel": "ok", "moving_mean": "not_trainable"}
# notes: In Keras 3 layer.trainable = False only filters trainable_variables; the tf.Variable behind the kernel is still watched, so the frozen body has a gradient. Only the moving mean was created as non-trainable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
body = keras.layers.Dense(5, activation="tanh", name="body")
norm = keras.layers.BatchNormalization(name="norm")
head = keras.layers.Dense(1, name="head")
frames = tf.constant(np.random.default_rng(5).normal(size=(6, 4)).astype("float32"))
head(norm(body(frames)))
body.trainable = False
body_kernel, head_kernel = body.kernel, head.kernel
moving_mean = norm.moving_mean
# --- cell ---
feats = body(frames)
scaled = norm(feats, training=False)
head.trainable = False
loss = tf.reduce_mean(tf.square(head(scaled) - 0.5))
