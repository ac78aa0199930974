# source: constructed (transfer learning with trainable=False)
# target: loss
# sources: base_kernel, head_kernel
# expect: {"base_kernel": "ok", "head_kernel": "ok"}
# notes: A Keras 3 layer created with trainable=False leaves its inner variable watched by the tape: asked for directly, the gradient exists (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
base = keras.layers.Dense(4, activation="relu", trainable=False)
head = keras.layers.Dense(1)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
head(base(x))
base_kernel, head_kernel = base.kernel, head.kernel
# --- cell ---
feats = base(x)
dead = int((feats.numpy().max(axis=0) == 0).sum())
loss = tf.reduce_mean((head(feats) - 1.0) ** 2)
print("dead units", dead, "trainable", base.trainable)
