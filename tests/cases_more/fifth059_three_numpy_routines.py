# source: https://github.com/tensorflow/tensorflow/issues/46956
# target: loss
# sources: coeffs, curve, u, base
# expect: {"coeffs": "left_tensorflow", "curve": "left_tensorflow", "u": "left_tensorflow", "base": "ok"}
# culprit: {"coeffs": 1, "curve": 2, "u": 3}
# notes: Three NumPy routines, one for each source.
# --- setup ---
import numpy as np
import tensorflow as tf
coeffs = tf.Variable([1.0, -0.5, 0.2])
curve = tf.Variable([0.0, 0.3, 0.9, 1.0])
u = tf.Variable([0.5, 1.5])
base = tf.Variable(2.0)
# --- cell ---
level = np.polyval(coeffs, 0.5)
area = np.dot(curve * 2.0, np.full(4, 0.1))
square = np.outer(u, u).sum()
loss = base * (level + area) + base * square
