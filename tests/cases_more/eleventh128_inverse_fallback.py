# source: constructed (code as an engineer structures it)
# target: nll
# sources: cov, ridge, mean
# expect: {"cov": "not_taken_branch", "ridge": "not_taken_branch", "mean": "ok"}
# culprit: {"cov": 4, "ridge": 4}
# notes: The matrix is singular, the inversion raises, and the except clause goes on with the unit matrix.
# --- setup ---
import tensorflow as tf

cov = tf.Variable([[1.0, 2.0], [2.0, 4.0]])
ridge = tf.Variable(0.0)
mean = tf.Variable([0.1, -0.3])
obs = tf.constant([[0.5, 1.0], [-0.2, 0.4]])
# --- cell ---
def precision(matrix, jitter):
    try:
        return tf.linalg.inv(matrix + jitter * tf.eye(2))
    except tf.errors.InvalidArgumentError:
        return tf.eye(2)
weight = precision(cov, ridge)
centred = obs - mean
nll = 0.5 * tf.reduce_sum(centred @ weight * centred)
