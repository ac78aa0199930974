# source: constructed on a guide
# target: energy
# sources: k, m, q
# expect: {"k": "left_tensorflow", "m": "ok", "q": "ok"}
# culprit: {"k": 1}
# notes: np.multiply writes into a buffer which becomes a tensor again.
# --- setup ---
import numpy as np
import tensorflow as tf
k = tf.Variable([1.0, 2.0, 3.0])
m = tf.Variable(0.5)
q = tf.Variable([0.1, -0.2, 0.3])
stiffness = np.array([10.0, 20.0, 5.0], "float32")
buf = np.empty(3, "float32")
# --- cell ---
np.multiply(k, stiffness, out=buf)
springs = tf.convert_to_tensor(buf)
omega = tf.sqrt(springs / m)
energy = 0.5 * tf.reduce_sum((omega * q) ** 2)
