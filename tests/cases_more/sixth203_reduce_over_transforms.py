# source: constructed on a guide
# target: energy
# sources: rot, shear, stretch, pts
# expect: {"rot": "ok", "shear": "ok", "stretch": "left_tensorflow", "pts": "ok"}
# culprit: {"stretch": 4}
# notes: functools.reduce over matrices: one of them was inverted by np.linalg.
# --- setup ---
import numpy as np
import tensorflow as tf
from functools import reduce
import operator
rot = tf.Variable([[0.8, -0.6], [0.6, 0.8]])
shear = tf.Variable([[1.0, 0.3], [0.0, 1.0]])
stretch = tf.Variable([[2.0, 0.1], [0.0, 0.5]])
pts = tf.Variable([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
# --- cell ---
chain = [
    rot,
    tf.transpose(shear),
    np.linalg.inv(stretch),
    stretch.shape[0] * tf.eye(2),
]
moved = reduce(operator.matmul, chain, pts)
energy = tf.reduce_mean(tf.norm(moved, axis=-1))
