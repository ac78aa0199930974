# source: https://github.com/tensorflow/probability/issues/1431
# target: loss
# sources: beta, rate_scale, log_counts
# expect: {"beta": "ok", "rate_scale": "computed_before_tape", "log_counts": "left_tensorflow"}
# culprit: {"rate_scale": 1, "log_counts": 2}
# notes: A Poisson regression: the rate is rebuilt from beta in the step, but the exposure scale was exponentiated outside and the pseudo-counts are taken to NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf

X = tf.constant([[1.0, 2.0, 0.5], [1.0, 1.0, 0.3], [1.0, 0.4, 0.2], [1.0, 0.5, 0.2]])
y = np.array([1.0, 0.0, 1.0, 2.0], dtype="float32")
beta = tf.Variable([[0.1, -0.2, 0.3]])
rate_scale, log_counts = tf.Variable(0.2), tf.Variable([0.0, 0.1, 0.0, -0.1])
exposure = tf.exp(rate_scale)
class Poisson:
    def __init__(self, rate):
        self.rate = rate
    def log_prob(self, k):
        return k * tf.math.log(self.rate) - self.rate - tf.math.lgamma(k + 1.0)
# --- cell ---
dist = Poisson(exposure * tf.exp(X @ tf.transpose(beta))[:, 0])
pseudo = y + np.exp(log_counts.numpy())
loss = -tf.reduce_mean(dist.log_prob(pseudo))
