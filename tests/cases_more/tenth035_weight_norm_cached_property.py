# source: constructed
# target: loss
# sources: g, v, b
# expect: {"g": "computed_before_tape", "v": "computed_before_tape", "b": "ok"}
# culprit: {"g": 1, "v": 1}
# notes: The normalised weight is a cached_property and was computed by the shape check in an earlier cell.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

class WNLinear:
    def __init__(self, d_in, d_out, seed=0):
        rng = np.random.default_rng(seed)
        self.v = tf.Variable(rng.normal(size=(d_in, d_out)).astype("float32"))
        self.g = tf.Variable(tf.ones([d_out]))
        self.b = tf.Variable(tf.zeros([d_out]))

    @functools.cached_property
    def w(self):
        return self.g * self.v / tf.norm(self.v, axis=0)

    def __call__(self, x):
        return x @ self.w + self.b

lin = WNLinear(4, 2)
g, v, b = lin.g, lin.v, lin.b
x = tf.random.stateless_uniform([3, 4], [2, 2])
print("shape check", lin(x).shape)
# --- cell ---
y = lin(x)
loss = tf.reduce_mean(tf.abs(y - 1.0))
