# source: https://github.com/tensorflow/probability/issues/285
# target: nll
# sources: loc, raw_scale, raw_skew
# expect: {"loc": "ok", "raw_scale": "computed_before_tape", "raw_skew": "ok"}
# culprit: {"raw_scale": 1}
# notes: The distribution object softplus-es its scale in __post_init__ (before the tape), while the skewness goes through a property that is evaluated at every use.
# --- setup ---
from dataclasses import dataclass
import tensorflow as tf

@dataclass
class SkewNormal:
    loc: tf.Variable
    raw_scale: tf.Variable
    raw_skew: tf.Variable

    def __post_init__(self):
        self.scale = tf.nn.softplus(self.raw_scale)

    @property
    def skew(self):
        return tf.tanh(self.raw_skew)

    def log_prob(self, value):
        z = (value - self.loc) / self.scale
        return -0.5 * z ** 2 + tf.math.log(0.5 * (1.0 + tf.math.erf(self.skew * z)))

loc, raw_scale, raw_skew = tf.Variable(0.3), tf.Variable(0.0), tf.Variable(0.9)
dist = SkewNormal(loc, raw_scale, raw_skew)
samples = tf.constant([0.1, 0.9, 1.4, -0.2])
# --- cell ---
nll = -tf.reduce_mean(dist.log_prob(samples))
