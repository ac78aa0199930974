# source: constructed (tf.linalg and np.linalg side by side)
# target: loss
# sources: chol, noise, rank_m, rhs
# expect: {"chol": "ok", "noise": "left_tensorflow", "rank_m": "integer_dtype", "rhs": "ok"}
# culprit: {"rank_m": 5, "noise": 6}
# notes: Eigenvalues, matrix exponential and triangular solve of tf.linalg are differentiable; the rank is a count and the other spectrum comes from np.linalg.
# --- setup ---
import numpy as np
import tensorflow as tf

chol = tf.Variable([[1.0, 0.0], [0.5, 2.0]])
noise, rank_m = tf.Variable([[2.0, 0.3], [0.3, 1.0]]), tf.Variable([[1.0, 2.0], [2.0, 4.1]])
rhs = tf.Variable([[1.0], [2.0]])
# --- cell ---
cov = tf.matmul(chol, chol, transpose_b=True)
spectrum = tf.linalg.eigvalsh(cov)
white = tf.linalg.triangular_solve(tf.linalg.cholesky(cov), rhs)
flow = tf.linalg.expm(-cov)
rank = tf.cast(tf.linalg.matrix_rank(rank_m), tf.float32)
floor = np.linalg.eigvalsh(noise)
loss = tf.reduce_sum(spectrum / floor) + tf.norm(white) + tf.linalg.logdet(cov) + rank * tf.linalg.trace(flow)
