# source: constructed on a guide
# target: y
# sources: x0, rate, horizon
# expect: {"x0": "ok", "rate": "ok", "horizon": "integer_dtype"}
# culprit: {"horizon": 2}
# notes: The same without a tf.function: a Python loop over tf.range of a cast value.
# --- setup ---
import numpy as np
import tensorflow as tf
x0, rate, horizon = tf.Variable(1.0), tf.Variable(0.05), tf.Variable(4.6)
# --- cell ---
value = x0 * 1.0
n_years = tf.cast(horizon, tf.int32)
for _ in tf.range(n_years):
    value = value * (1.0 + rate)
y = tf.math.log(value)
