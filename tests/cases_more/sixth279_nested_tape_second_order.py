# source: constructed on a guide
# target: hvp
# sources: w, v, shift
# expect: {"w": "ok", "v": "ok", "shift": "not_connected"}
# culprit: {"shift": 8}
# notes: A Hessian-vector product; the shift is additive and drops out in the first derivative.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, -0.5])
v = tf.Variable([0.3, 0.4])
shift = tf.Variable(2.0)
# --- cell ---
with tf.GradientTape(persistent=True) as t1:
    with tf.GradientTape() as t0:
        f = tf.reduce_sum(w ** 4) + w[0] * w[1] + shift
    g = t0.gradient(f, w)
    gv = tf.reduce_sum(g * v)
hv = t1.gradient(gv, w)
del t1
hvp = tf.reduce_sum(hv * v)
