# source: constructed (Cholesky factor computed once for all)
# target: nll
# sources: length_scale, noise, mean
# expect: {"length_scale": "computed_before_tape", "noise": "computed_before_tape", "mean": "ok"}
# culprit: {"length_scale": 2, "noise": 2}
# notes: The kernel matrix and its factor were computed when the data were loaded.
# --- setup ---
import numpy as np
import tensorflow as tf

length_scale, noise, mean = tf.Variable(0.8), tf.Variable(0.1), tf.Variable(0.0)
points = np.linspace(0.0, 2.0, 5).astype("float32")[:, None]
y = tf.constant(np.sin(points))
def gram():
    square = (points - points.T) ** 2
    return tf.exp(-0.5 * square / length_scale ** 2) + noise ** 2 * tf.eye(5)
factor = tf.linalg.cholesky(gram())
# --- cell ---
residual = y - mean
alpha = tf.linalg.cholesky_solve(factor, residual)
logdet = tf.reduce_sum(tf.math.log(tf.linalg.diag_part(factor)))
nll = 0.5 * tf.reduce_sum(residual * alpha) + logdet
