# source: constructed (Bayesian optimisation)
# target: acquisition
# sources: candidate, length, xi, history, jitter
# expect: {"candidate": "ok", "length": "ok", "xi": "ok", "history": "left_tensorflow", "jitter": "computed_before_tape"}
# culprit: {"jitter": 1, "history": 2}
# notes: The incumbent is a NumPy minimum of the history; the factor of the kernel matrix was computed when the surrogate was fitted, but the cross-covariance is fresh.
# --- setup ---
import math
import numpy as np
import tensorflow as tf

x_seen = tf.constant([[0.1], [0.5], [0.9]])
history = tf.Variable([0.3, -0.2, 0.4])
observed = tf.constant([0.3, -0.2, 0.4])
length, jitter, xi = tf.Variable(0.3), tf.Variable(0.05), tf.Variable(0.01)
candidate = tf.Variable([[0.7]])
class Surrogate:
    def kernel(self, a, b):
        return tf.exp(-0.5 * (a - tf.transpose(b)) ** 2 / length ** 2)
    def fit(self):
        self.chol = tf.linalg.cholesky(self.kernel(x_seen, x_seen) + jitter * tf.eye(3))
        return self
    def predict(self, x):
        k = self.kernel(x_seen, x)
        mean = tf.reduce_sum(k * tf.linalg.cholesky_solve(self.chol, observed[:, None]))
        var = 1.0 - tf.reduce_sum(tf.linalg.triangular_solve(self.chol, k) ** 2)
        return mean, tf.sqrt(tf.maximum(var, 1e-6))
model = Surrogate().fit()
# --- cell ---
mean, std = model.predict(candidate)
best = np.min(history.numpy())
z = (best - mean - xi) / std
cdf = 0.5 * (1.0 + tf.math.erf(z / math.sqrt(2.0)))
pdf = tf.exp(-0.5 * z ** 2) / math.sqrt(2.0 * math.pi)
acquisition = (best - mean - xi) * cdf + std * pdf
