# source: constructed (distribution object with transformed parameters)
# target: nll
# sources: loc, raw_scale
# expect: {"loc": "ok", "raw_scale": "computed_before_tape"}
# culprit: {"raw_scale": 1}
# notes: The object keeps the variable loc itself, but of raw_scale only the softplus taken in the constructor.
# --- setup ---
import tensorflow as tf

class Normal:
    def __init__(self, loc, scale):
        self.loc, self.scale = loc, scale
    def log_prob(self, value):
        z = (value - self.loc) / self.scale
        return -0.5 * z ** 2 - tf.math.log(self.scale)
loc, raw_scale = tf.Variable(0.0), tf.Variable(0.5)
posterior = Normal(loc, tf.nn.softplus(raw_scale))
data = tf.constant([0.2, -0.4, 1.0])
# --- cell ---
log_prob = posterior.log_prob(data)
nll = -tf.reduce_mean(log_prob)
