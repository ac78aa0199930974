# source: constructed on a guide
# target: quad
# sources: theta, direction
# expect: {"theta": "ok", "direction": "not_watched"}
# notes: Hessian-vector product; the direction is a constant.
# --- setup ---
import numpy as np
import tensorflow as tf
theta = tf.Variable([0.5, -0.3, 0.8])
direction = tf.constant([1.0, 0.0, -1.0])
def rosen(t):
    return tf.reduce_sum(100.0 * (t[1:] - t[:-1] ** 2) ** 2 + (1 - t[:-1]) ** 2)
# --- cell ---
"hvp"
with tf.GradientTape() as inner:
    f = rosen(theta)
g = inner.gradient(f, theta)
gv = tf.reduce_sum(g * direction)
norm = float(tf.norm(g))
quad = gv / tf.norm(direction)
print("f", float(f), "|g|", norm)
