# source: constructed
# target: miss
# sources: joints_deg, links, base
# expect: {"joints_deg": "left_tensorflow", "links": "ok", "base": "ok"}
# culprit: {"joints_deg": 1}
# notes: Planar arm: a NumPy ufunc applied to the variable gives an array; the rest of the chain is TensorFlow.
# --- setup ---
import numpy as np
import tensorflow as tf

joints_deg = tf.Variable([30.0, -45.0, 10.0])
links = tf.Variable([0.5, 0.4, 0.2])
base = tf.Variable([0.0, 0.1])
goal = tf.constant([0.6, 0.3])
# --- cell ---
angles = np.deg2rad(joints_deg)
heading = 0.0
tip = base
for k in range(3):
    heading = heading + angles[k]
    tip = tip + links[k] * tf.stack([tf.cos(heading), tf.sin(heading)])
miss = tf.reduce_sum((tip - goal) ** 2)
