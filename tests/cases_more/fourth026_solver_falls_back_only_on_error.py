# source: constructed
# target: loss
# sources: cov, jitter
# expect: {"cov": "ok", "jitter": "not_taken_branch"}
# culprit: {"jitter": 3}
# notes: The Cholesky factor succeeds, so the except branch with the jitter never runs.
# --- setup ---
import tensorflow as tf

cov = tf.Variable([[2.0, 0.3], [0.3, 1.0]])
jitter = tf.Variable(1e-3)
# --- cell ---
try:
    chol = tf.linalg.cholesky(cov)
except tf.errors.InvalidArgumentError:
    chol = tf.linalg.cholesky(cov + jitter * tf.eye(2))
loss = tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
