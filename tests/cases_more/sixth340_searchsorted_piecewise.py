# source: constructed on a guide
# target: val
# sources: x, knots, ys, jitter
# expect: {"x": "ok", "knots": "ok", "ys": "ok", "jitter": "integer_dtype"}
# notes: Piecewise linear interpolation: the index comes from searchsorted but x and the knots stay connected; jitter is integer.
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.Variable([0.3, 1.7])
knots = tf.Variable([0.0, 1.0, 2.0])
ys = tf.Variable([1.0, 3.0, 2.0])
jitter = tf.Variable([0, 0])
# --- cell ---
i = tf.searchsorted(knots, x, side="right") - 1
i = tf.clip_by_value(i + jitter, 0, 1)
x0, x1 = tf.gather(knots, i), tf.gather(knots, i + 1)
t = (x - x0) / (x1 - x0)
val = tf.reduce_sum((1.0 - t) * tf.gather(ys, i) + t * tf.gather(ys, i + 1))
