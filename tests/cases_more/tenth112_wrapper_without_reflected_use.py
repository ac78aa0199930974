# source: constructed (a user class with __mul__ and __array__)
# target: out
# sources: alpha, beta, x
# expect: {"alpha": "ok", "beta": "left_tensorflow", "x": "ok"}
# culprit: {"beta": 2}
# notes: alpha * x calls the wrapper's __mul__, which stays in TensorFlow; tf.multiply(x, beta) converts the wrapper through __array__ to numbers.
# --- setup ---
import numpy as np
import tensorflow as tf

class Knob:
    """A named, bounded variable."""
    def __init__(self, var, low, high):
        self.var, self.low, self.high = var, low, high
    def value(self):
        return tf.clip_by_value(self.var, self.low, self.high)
    def __mul__(self, other):
        return self.value() * other
    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.value().numpy(), dtype=dtype)

alpha, beta = tf.Variable(0.4), tf.Variable(0.6)
k_alpha, k_beta = Knob(alpha, 0, 1), Knob(beta, 0, 1)
x = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
warm = k_alpha * x
cool = tf.multiply(x ** 2, k_beta)
out = tf.reduce_mean(warm - cool)
