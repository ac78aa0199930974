# source: https://github.com/tensorflow/tensorflow/issues/46956
# target: loss
# sources: angles, bias
# expect: {"angles": "left_tensorflow", "bias": "ok"}
# culprit: {"angles": 5}
# notes: Each joint position is stored in a preallocated NumPy buffer.
# --- setup ---
import numpy as np
import tensorflow as tf
angles = tf.Variable([0.1, 0.7, -0.4])
bias = tf.Variable(0.2)
goal = tf.constant([0.0, 0.5, 0.2])
# --- cell ---
positions = np.zeros(3, dtype="float32")
reach = 0.0
for k in range(3):
    reach = reach + tf.sin(angles[k])
    positions[k] = reach
loss = tf.reduce_sum(tf.square(positions + bias - goal))
