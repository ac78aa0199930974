# source: constructed on a guide
# target: logdet
# sources: A, shift
# expect: {"A": "no_gradient_registered", "shift": "no_gradient_registered"}
# culprit: {"A": 2, "shift": 2}
# notes: tf.linalg.lu has no registered gradient, slogdet would have.
# --- setup ---
import numpy as np
import tensorflow as tf
A = tf.Variable([[3.0, 1.0], [0.5, 2.0]])
shift = tf.Variable(0.1)
# --- cell ---
M = A + shift * tf.eye(2)
lu, perm = tf.linalg.lu(M)
logdet = tf.reduce_sum(tf.math.log(tf.abs(tf.linalg.diag_part(lu))))
