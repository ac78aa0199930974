# source: constructed (code as an engineer structures it)
# target: loss
# sources: direction, magnitude, bias
# expect: {"direction": "ok", "magnitude": "ok", "bias": "ok"}
# notes: The same kind of cached kernel, but the context manager around the step throws the stale value out before the forward pass (no false alarm).
# --- setup ---
from contextlib import contextmanager
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

    @contextmanager
    def step(self):
        self.__dict__.pop("kernel", None)
        try:
            yield self
        finally:
            self.__dict__.pop("kernel", None)

    def __call__(self, x):
        return x @ self.kernel + self.bias

layer = WeightNormDense(3, 2)
x = tf.random.stateless_uniform([5, 3], [3, 4])
before = layer(x).numpy().mean()
direction, magnitude, bias = layer.direction, layer.magnitude, layer.bias
# --- cell ---
with layer.step() as net:
    first = net(x)
    second = net(tf.reverse(x, axis=[1]))
drift = abs(first.numpy().mean() - before)
loss = tf.reduce_mean(tf.nn.softplus(second - first)) + tf.reduce_mean(first ** 2)
