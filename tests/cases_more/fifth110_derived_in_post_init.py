# source: https://github.com/tensorflow/probability/issues/345
# target: nll
# sources: log_sigma, mu
# expect: {"log_sigma": "computed_before_tape", "mu": "ok"}
# culprit: {"log_sigma": 2}
# notes: The standard deviation was derived in __post_init__, when the object was made.
# --- setup ---
import dataclasses
import tensorflow as tf
@dataclasses.dataclass
class Gaussian:
    mu: tf.Variable
    log_sigma: tf.Variable
    sigma: object = dataclasses.field(init=False)
    def __post_init__(self):
        self.sigma = tf.exp(self.log_sigma)
    def log_prob(self, x):
        return -0.5 * tf.square((x - self.mu) / self.sigma) - tf.math.log(self.sigma)
mu, log_sigma = tf.Variable(0.5), tf.Variable(0.1)
dist = Gaussian(mu, log_sigma)
x = tf.constant([0.0, 1.0, 2.0])
# --- cell ---
scores = tf.stack([
    dist.log_prob(x[k])
    for k in range(3)
])
nll = -tf.reduce_mean(scores)
