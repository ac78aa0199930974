# source: constructed (metaclass that caches instances)
# target: loss
# sources: w_first, w_second, bias, decay
# expect: {"w_first": "ok", "w_second": "wrong_object", "bias": "ok", "decay": "left_tensorflow"}
# culprit: {"w_second": 2, "decay": 3}
# notes: The metaclass hands out the instance of the setup: the weights given to the second constructor call are dropped silently.
# --- setup ---
import tensorflow as tf

class Single(type):
    _one = None
    def __call__(cls, *args, **kw):
        if cls._one is None:
            cls._one = super().__call__(*args, **kw)
        return cls._one
class Scorer(metaclass=Single):
    def __init__(self, w, bias):
        self.w, self.bias = w, bias
    def score(self, x):
        return tf.linalg.matvec(x, self.w) + self.bias
w_first, w_second = tf.Variable([0.2, 0.5]), tf.Variable([1.0, -1.0])
bias, decay = tf.Variable(0.1), tf.Variable(0.01)
x = tf.constant([[1.0, 2.0], [0.0, 1.0]])
warm = Scorer(w_first, bias)
# --- cell ---
first = Scorer(w_first, bias).score(x)
second = Scorer(w_second, bias).score(x)
penalty = decay.numpy() * tf.reduce_sum(second ** 2)
loss = tf.reduce_mean(tf.abs(first)) + penalty
