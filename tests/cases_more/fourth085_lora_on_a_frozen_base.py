# source: constructed
# target: loss
# sources: base, a, b
# expect: {"base": "not_trainable", "a": "ok", "b": "ok"}
# culprit: {"base": 2}
# notes: The base matrix is kept in a variable with trainable=False, the low-rank update is trained.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
base = tf.Variable(rng.normal(size=(4, 4)).astype("float32"), trainable=False)
a = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
b = tf.Variable(tf.zeros([1, 4]) + 0.1)
x = tf.constant(rng.normal(size=(2, 4)).astype("float32"))
# --- cell ---
delta = a @ b
y = x @ (base + delta)
loss = tf.reduce_mean((y - 1.0) ** 2)
