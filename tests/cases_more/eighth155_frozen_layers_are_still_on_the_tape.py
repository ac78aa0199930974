# source: https://keras.io/guides/transfer_learning/#freezing-layers-understanding-the-trainable-attribute
# target: loss
# sources: early, late, gamma, moving
# expect: {"early": "ok", "late": "ok", "gamma": "ok", "moving": "not_trainable"}
# notes: Neither a layer made with trainable=False nor one frozen afterwards hides its kernel from the tape; the moving mean was created as non-trainable and is really used, as the layer runs in inference mode.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(7)
first = keras.layers.Dense(4, activation="tanh", trainable=False)
second = keras.layers.Dense(3, activation="tanh")
norm = keras.layers.BatchNormalization()
x = tf.constant(np.random.default_rng(7).random((5, 2)).astype("float32"))
norm(second(first(x)))
second.trainable = False
early, late = first.kernel, second.kernel
gamma, moving = norm.gamma, norm.moving_mean.value
# --- cell ---
h = first(x)
h = second(h)
out = norm(h, training=False)
loss = tf.reduce_mean(tf.square(out - 1.0))
