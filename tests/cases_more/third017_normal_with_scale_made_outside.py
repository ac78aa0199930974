# source: https://github.com/tensorflow/probability/issues/1165
# target: ll
# sources: loc, log_scale, weight
# expect: {"loc": "ok", "log_scale": "computed_before_tape", "weight": "ok"}
# culprit: {"log_scale": 2}
# notes: A hand-written distribution object: the location is kept as a variable, but the scale was exponentiated in the constructor call before the tape.
# --- setup ---
import math
import tensorflow as tf

class Normal:
    def __init__(self, loc, scale):
        self.loc, self.scale = loc, scale
    def log_prob(self, x):
        z = (x - self.loc) / self.scale
        return -0.5 * z * z - tf.math.log(self.scale) - 0.5 * math.log(2 * math.pi)
loc = tf.Variable([38.6])
log_scale = tf.Variable([2.3])
weight = tf.Variable(0.7)
prior = Normal(loc, tf.exp(log_scale))
# --- cell ---
draws = tf.constant([30.0, 41.0, 37.5])
per_draw = prior.log_prob(draws)
print("worst draw", float(tf.reduce_min(per_draw)))
ll = weight * tf.reduce_sum(per_draw)
