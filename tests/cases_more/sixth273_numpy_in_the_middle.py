# source: constructed on a guide
# target: dist
# sources: pts, centre, radius
# expect: {"pts": "left_tensorflow", "centre": "ok", "radius": "ok"}
# culprit: {"pts": 1}
# notes: np.where on a tensor gives an array.
# --- setup ---
import numpy as np
import tensorflow as tf
pts = tf.Variable([[1.0, -2.0], [0.5, 0.5], [-1.0, 3.0]])
centre = tf.Variable([0.1, 0.2])
radius = tf.Variable(1.0)
# --- cell ---
leaky = np.where(pts > 0, pts, 0.1 * pts)
d = np.linalg.norm(leaky, axis=1)
order = np.argsort(d)
near = leaky[order[:2]]
dist = tf.reduce_sum(tf.norm(near - centre, axis=1) - radius)
