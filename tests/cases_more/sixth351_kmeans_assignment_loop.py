# source: constructed on a guide
# target: inertia
# sources: points, centres, temp
# expect: {"points": "ok", "centres": "stateful_op", "temp": "registered_not_differentiable"}
# culprit: {"centres": 1, "temp": 4}
# notes: Lloyd iterations write the centres with assign in the loop; the initial centres no longer matter.
# --- setup ---
import numpy as np
import tensorflow as tf
points = tf.Variable([[0.0, 0.1], [1.0, 0.9], [0.9, 1.1], [0.1, 0.0]])
centres = tf.Variable([[0.0, 0.0], [1.0, 1.0]])
slots = tf.Variable(tf.zeros([2, 2]))
temp = tf.Variable([0.5, 0.6])
# --- cell ---
slots.assign(centres * 1.0)
for _ in range(2):
    d = tf.reduce_sum((points[:, None] - slots[None]) ** 2, -1)
    label = tf.argmin(d / temp, axis=1)
    slots.assign(tf.math.unsorted_segment_mean(points, label, 2))
inertia = tf.reduce_sum((points - tf.gather(slots, label)) ** 2)
