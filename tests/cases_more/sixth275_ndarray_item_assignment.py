# source: constructed on a guide
# target: loss
# sources: row, base, col
# expect: {"row": "left_tensorflow", "base": "ok", "col": "ok"}
# culprit: {"row": 1}
# notes: One row of a host matrix is overwritten with a variable.
# --- setup ---
import numpy as np
import tensorflow as tf
row = tf.Variable([0.5, 0.1, 0.4])
base = tf.Variable([1.0, 2.0, 3.0])
col = tf.Variable([0.3, 0.3, 0.4])
M = np.eye(3, dtype="float32")
# --- cell ---
M[1] = row
mat = tf.constant(M)
stationary = tf.linalg.matvec(mat, col, transpose_a=True)
loss = tf.reduce_sum(stationary * base)
