# source: constructed on a guide
# target: out
# sources: x, scale, zero_check
# expect: {"x": "ok", "scale": "ok", "zero_check": "registered_not_differentiable"}
# culprit: {"zero_check": 2}
# notes: A guard compares a variable with zero and returns another formula.
# --- setup ---
import numpy as np
import tensorflow as tf
x, scale, zero_check = tf.Variable(2.0), tf.Variable(0.5), tf.Variable(0.0)
# --- cell ---
def boxcox(v, lam, s):
    if lam == 0.0:
        return s * tf.math.log(v)
    return s * (v ** lam - 1.0) / lam

out = boxcox(x, zero_check, scale) + 1.0
