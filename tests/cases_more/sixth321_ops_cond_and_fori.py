# source: constructed on a guide
# target: y
# sources: a, b, n, sel
# expect: {"a": "ok", "b": "not_taken_branch", "n": "integer_dtype", "sel": "registered_not_differentiable"}
# culprit: {"b": 1, "sel": 1}
# notes: ops.cond runs only one branch eagerly; fori_loop takes an integer variable as the upper bound.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops
a, b = tf.Variable(1.1), tf.Variable(0.9)
n = tf.Variable(3)
sel = tf.Variable(0.7)
# --- cell ---
base = ops.cond(sel > 0.5, lambda: a * 1.0, lambda: b * 1.0)
y = ops.fori_loop(0, int(n), lambda i, acc: acc * base + 0.1, tf.constant(1.0))
