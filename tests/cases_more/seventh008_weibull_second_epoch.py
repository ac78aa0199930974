# source: https://github.com/tensorflow/probability/issues/1772
# target: nll
# sources: concentration, scale
# expect: {"concentration": "ok", "scale": "computed_before_tape"}
# culprit: {"scale": 1}
# notes: A cached property keeps the transform that the first epoch computed; the concentration is also read directly.
# --- setup ---
import functools
import tensorflow as tf

concentration, scale = tf.Variable(1.0), tf.Variable(3.0)
data = tf.constant([0.4, 1.7, 2.2, 3.9])
class Weibull:
    def __init__(self, concentration, scale):
        self.concentration, self.scale = concentration, scale
    @functools.cached_property
    def log_rate(self):
        return -self.concentration * tf.math.log(self.scale)
    def log_prob(self, value):
        log_z = self.log_rate + self.concentration * tf.math.log(value)
        return (tf.math.log(self.concentration) + log_z - tf.math.log(value)) - tf.exp(log_z)
dist = Weibull(concentration, scale)
for epoch in range(1):
    with tf.GradientTape() as first_tape:
        first_nll = -tf.reduce_mean(dist.log_prob(data))
    first_tape.gradient(first_nll, [concentration, scale])
# --- cell ---
nll = -tf.reduce_mean(dist.log_prob(data))
