# source: https://github.com/tensorflow/tensorflow/issues/46956
# target: loss
# sources: w, v, u
# expect: {"w": "left_tensorflow", "v": "left_tensorflow", "u": "ok"}
# culprit: {"w": 2, "v": 3}
# notes: Two rows of a work array are filled, by copyto and by a slice assignment.
# --- setup ---
import numpy as np
import tensorflow as tf
w, v, u = tf.Variable([0.1, 0.2]), tf.Variable([3.0, 4.0]), tf.Variable(0.7)
# --- cell ---
work = np.empty((2, 2), dtype="float32")
np.copyto(work[0], w * u)
work[1, :] = v
loss = u * tf.reduce_sum(tf.linalg.matmul(work, work))
