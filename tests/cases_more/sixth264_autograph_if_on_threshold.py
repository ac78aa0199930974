# source: constructed on a guide
# target: penalty
# sources: x, limit, slope
# expect: {"x": "ok", "limit": "ok", "slope": "ok"}
# notes: A tf.function with a data dependent if: both branches are traced; the limit is only compared, and yet gets a gradient (zeros).
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.Variable([0.4, 2.5, 3.0])
limit = tf.Variable(2.0)
slope = tf.Variable(0.5)
# --- cell ---
@tf.function
def soft_cap(v, cap, s):
    total = tf.constant(0.0)
    for item in v:
        if item > cap:
            total += s * item
        else:
            total += item
    return total

penalty = tf.square(soft_cap(x, limit, slope))
