# source: constructed on a guide
# target: err
# sources: M, tau, rank
# expect: {"M": "ok", "tau": "ok", "rank": "registered_not_differentiable"}
# culprit: {"rank": 3}
# notes: Soft-thresholded singular values; the rank is only compared.
# --- setup ---
import numpy as np
import tensorflow as tf
M = tf.Variable([[2.0, 0.5, 0.1], [0.4, 1.0, 0.3]])
tau = tf.Variable(0.2)
rank = tf.Variable(1.5)
# --- cell ---
s, u, v = tf.linalg.svd(M)
order = tf.range(2, dtype=tf.float32)
keep = tf.cast(order < rank, tf.float32)
s_soft = tf.nn.relu(s - tau) * (0.5 + 0.5 * keep)
recon = tf.matmul(u * s_soft, v, adjoint_b=True)
err = tf.norm(M - recon) + 0.1 * tf.reduce_sum(s_soft)
