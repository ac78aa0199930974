# source: https://github.com/GPflow/GPflow/issues/790
# target: quality
# sources: lengthscale, variance, noise, jitter, inducing
# expect: {"lengthscale": "ok", "variance": "ok", "noise": "ok", "jitter": "left_tensorflow", "inducing": "not_connected"}
# culprit: {"jitter": 2, "inducing": 10}
# notes: A while loop collects the predictive variances (fine, also with the shape invariant); the jitter is added on the NumPy side and the inducing inputs are not used by this exact model.
# --- setup ---
import numpy as np
import tensorflow as tf

lengthscale, variance, noise, jitter = (tf.Variable(v) for v in (0.7, 1.2, 0.1, 1e-3))
inducing = tf.Variable([[0.2], [0.8]])
X = tf.constant(np.linspace(0, 1, 5, dtype="float32")[:, None])
y = tf.sin(4.0 * X)
tests = tf.constant([[0.1], [0.5], [0.95]])
def rbf(a, b):
    return variance * tf.exp(-0.5 * tf.square((a - tf.transpose(b)) / lengthscale))
# --- cell ---
K = rbf(X, X) + tf.eye(5) * noise
K += tf.eye(5) * np.float32(jitter.numpy())
L = tf.linalg.cholesky(K)
mean = tf.matmul(rbf(tests, X), tf.linalg.cholesky_solve(L, y))
def column(i, found):
    part = tf.linalg.triangular_solve(L, rbf(X, tests[i:i + 1]))
    return i + 1, tf.concat([found, variance - tf.reduce_sum(part ** 2, axis=0)], axis=0)
_, var = tf.while_loop(lambda i, found: i < 3, column, (tf.constant(0), tf.zeros([0])),
                       shape_invariants=(tf.TensorShape([]), tf.TensorShape([None])))
quality = tf.reduce_mean(mean) - tf.reduce_sum(tf.math.log(var + noise))
