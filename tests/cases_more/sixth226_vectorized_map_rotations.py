# source: constructed on a guide
# target: loss
# sources: angles, axis, target_dir, seed_angle
# expect: {"angles": "ok", "axis": "ok", "target_dir": "ok", "seed_angle": "computed_before_tape"}
# culprit: {"seed_angle": 5}
# notes: A rotation per angle with vectorized_map; the initial direction was made from seed_angle in an earlier cell.
# --- setup ---
import numpy as np
import tensorflow as tf
angles = tf.Variable([0.1, 0.7, 1.2])
axis = tf.Variable([0.0, 0.6, 0.8])
target_dir = tf.Variable([[1.0, 0.0, 0.0]])
seed_angle = tf.Variable(0.3)
v0 = tf.stack([tf.cos(seed_angle), tf.sin(seed_angle), 0.0])
# --- cell ---
u = axis / tf.norm(axis)

def rodrigues(a):
    c, s = tf.cos(a), tf.sin(a)
    return v0 * c + tf.linalg.cross(u, v0) * s + u * tf.tensordot(u, v0, 1) * (1.0 - c)

dirs = tf.vectorized_map(rodrigues, angles)
loss = tf.reduce_sum(tf.square(dirs - target_dir))
