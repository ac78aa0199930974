# source: constructed on a guide
# target: y
# sources: x0, rate, horizon
# expect: {"x0": "ok", "rate": "ok", "horizon": "integer_dtype"}
# culprit: {"horizon": 3}
# notes: A horizon in years is cast to int32 in the function's body and bounds tf.range.
# --- setup ---
import numpy as np
import tensorflow as tf
x0, rate, horizon = tf.Variable(1.0), tf.Variable(0.05), tf.Variable(4.6)
# --- cell ---
@tf.function
def compound(start, r, years):
    n = tf.cast(years, tf.int32)
    v = start
    for _ in tf.range(n):
        v = v * (1.0 + r)
    return v

y = tf.math.log(compound(x0, rate, horizon))
