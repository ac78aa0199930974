# source: constructed (numerical robustness: try the inverse, else the pseudo-inverse)
# target: energy
# sources: cov, ridge, mean
# expect: {"cov": "left_tensorflow", "ridge": "not_taken_branch", "mean": "ok"}
# culprit: {"cov": 6, "ridge": 5}
# notes: The matrix is singular, so the except branch takes the pseudo-inverse from NumPy; the ridge stands in the part that was not reached.
# --- setup ---
import numpy as np
import tensorflow as tf

cov = tf.Variable([[1.0, 2.0], [2.0, 4.0]])
ridge = tf.Variable(1e-3)
mean = tf.Variable([0.5, 0.1])
# --- cell ---
centred = mean - tf.reduce_mean(mean)
try:
    precision = tf.linalg.inv(cov)
    precision = precision + ridge * tf.eye(2)
except tf.errors.InvalidArgumentError:
    precision = np.linalg.pinv(cov)
energy = tf.tensordot(centred, tf.linalg.matvec(precision, centred), 1)
