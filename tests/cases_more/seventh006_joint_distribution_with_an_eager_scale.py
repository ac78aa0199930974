# source: https://github.com/tensorflow/probability/issues/1165
# target: log_lik
# sources: loc_1, logscale_1, logscale_2, mix
# expect: {"loc_1": "ok", "logscale_1": "computed_before_tape", "logscale_2": "ok", "mix": "ok"}
# culprit: {"logscale_1": 2}
# notes: The first distribution got tf.exp(logscale) when it was built, the second a function that is evaluated on every call.
# --- setup ---
import math
import tensorflow as tf

class Normal:
    def __init__(self, loc, scale):
        self.loc, self.scale = loc, scale
    def log_prob(self, value):
        scale = self.scale() if callable(self.scale) else self.scale
        loc = self.loc() if callable(self.loc) else self.loc
        z = (value - loc) / scale
        return -0.5 * z ** 2 - tf.math.log(scale) - 0.5 * math.log(2 * math.pi)
loc_1, logscale_1 = tf.Variable(38.6), tf.Variable(2.3)
logscale_2, mix = tf.Variable(3.4), tf.Variable(0.7)
first = Normal(loc_1, tf.exp(logscale_1))
second = Normal(lambda: mix * loc_1, lambda: tf.exp(logscale_2))
# --- cell ---
observed = {"height": 35.0, "weight": 30.0}
log_lik = first.log_prob(observed["height"])
log_lik += second.log_prob(observed["weight"])
