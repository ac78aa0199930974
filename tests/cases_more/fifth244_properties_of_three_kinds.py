# source: https://github.com/tensorflow/probability/issues/946
# target: loss
# sources: a, b, c, d
# expect: {"a": "registered_not_differentiable", "b": "computed_before_tape", "c": "stateful_op", "d": "ok"}
# culprit: {"a": 3, "b": 5, "c": 7}
# notes: Four properties that look alike: rounded, cached, stored and fresh.
# --- setup ---
import functools
import tensorflow as tf
class Params:
    def __init__(self, a, b, c, d):
        self.a, self.b, self.c, self.d = a, b, c, d
        self.slot = tf.Variable(0.0, trainable=False)
    @property
    def whole(self):
        return tf.round(self.a)
    @functools.cached_property
    def cached(self):
        return tf.exp(self.b)
    @property
    def stored(self):
        return self.slot.assign(tf.square(self.c))
    @property
    def fresh(self):
        return tf.square(self.d)
a, b, c, d = (tf.Variable(v) for v in (1.4, 0.3, 0.7, 2.0))
params = Params(a, b, c, d)
params.cached
# --- cell ---
loss = tf.add_n([
    params.fresh
    * params.whole,
    params.fresh
    * params.cached,
    params.fresh
    * params.stored,
])
