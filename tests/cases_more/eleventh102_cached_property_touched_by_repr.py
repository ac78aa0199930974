# source: constructed (code as an engineer structures it)
# target: loss
# sources: direction, magnitude, bias
# expect: {"direction": "computed_before_tape", "magnitude": "computed_before_tape", "bias": "ok"}
# culprit: {"direction": 1, "magnitude": 1}
# notes: Weight normalisation behind a cached_property; the repr() that a log line asks for in an earlier cell has already filled the cache.
# --- setup ---
from functools import cached_property
import tensorflow as tf

class WeightNormDense(tf.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.direction = tf.Variable(tf.random.stateless_normal([n_in, n_out], [1, 2]))
        self.magnitude = tf.Variable(tf.ones([n_out]))
        self.bias = tf.Variable(tf.zeros([n_out]))

    @cached_property
    def kernel(self):
        return self.magnitude * tf.math.l2_normalize(self.direction, axis=0)

    def __repr__(self):
        return f"WeightNormDense{tuple(self.kernel.shape)}"

    def __call__(self, x):
        return x @ self.kernel + self.bias

layer = WeightNormDense(3, 2)
banner = f"training {layer!r}"
direction, magnitude, bias = layer.direction, layer.magnitude, layer.bias
x = tf.random.stateless_uniform([5, 3], [3, 4])
# --- cell ---
logits = layer(x)
loss = tf.reduce_mean(tf.nn.softplus(-logits))
