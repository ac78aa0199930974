# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w, v
# expect: {"w": "left_tensorflow", "v": "ok"}
# culprit: {"w": 3}
# notes: np.fromiter over a generator expression of floats.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.3, 0.6, 0.9])
v = tf.Variable([1.0, 1.0, 2.0])
# --- cell ---
parts = tf.unstack(tf.exp(w))
table = np.fromiter(
    (2.0 * float(p) for p in parts),
    dtype="float32",
)
loss = tf.reduce_sum(table * v)
