# source: constructed
# target: penalty
# sources: theta, kappa, weight
# expect: {"theta": "left_tensorflow", "kappa": "stop_gradient", "weight": "ok"}
# culprit: {"theta": 1, "kappa": 3}
# notes: theta is cut twice (first as an array, then by stop_gradient on the curve); kappa meets only the second break.
# --- setup ---
import numpy as np
import tensorflow as tf

theta = tf.Variable([0.1, 0.5, 1.1])
kappa = tf.Variable(2.0)
weight = tf.Variable([1.0, 1.0, 0.5])
# --- cell ---
angles = np.mod(theta.numpy(), np.pi).astype("float32")
curve = tf.sin(kappa * angles)
frozen = tf.stop_gradient(curve)
penalty = tf.reduce_sum(weight * frozen ** 2)
