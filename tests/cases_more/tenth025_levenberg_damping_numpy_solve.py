# source: constructed
# target: cost
# sources: theta, damping, weight
# expect: {"theta": "ok", "damping": "left_tensorflow", "weight": "ok"}
# culprit: {"damping": 6}
# notes: Levenberg-Marquardt step solved by NumPy: theta still has the direct path theta - delta, the damping has none.
# --- setup ---
import numpy as np
import tensorflow as tf

t = np.linspace(0.0, 2.0, 9).astype("float32")
obs = (1.7 * np.exp(-0.8 * t)).astype("float32")
theta = tf.Variable([1.0, 0.5])
damping = tf.Variable(1e-2)
weight = tf.Variable(tf.ones(9))

def resid(p):
    return p[0] * tf.exp(-p[1] * t) - obs
# --- cell ---
with tf.GradientTape() as jt:
    r = resid(theta)
J = jt.jacobian(r, theta)
normal = tf.transpose(J) @ J + damping * tf.eye(2)
rhs = tf.linalg.matvec(J, r, transpose_a=True)
delta = np.linalg.solve(normal, rhs)
theta_new = theta - delta
cost = tf.reduce_sum(weight * resid(theta_new) ** 2)
