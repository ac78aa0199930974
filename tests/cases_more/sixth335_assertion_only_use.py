# source: constructed on a guide
# target: y
# sources: w, upper
# expect: {"w": "ok", "upper": "not_connected"}
# culprit: {"upper": 3}
# notes: The bound is only checked in an assertion and printed.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.1, 0.7])
upper = tf.Variable(1.0)
# --- cell ---
tf.debugging.assert_less(w, upper)
assert tf.reduce_all(w < upper), f"above {upper.numpy()}"
y = tf.reduce_sum(tf.math.atanh(w))
