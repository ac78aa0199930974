# source: https://github.com/tensorflow/agents/issues/220
# target: consistency
# sources: w, shadow, b
# expect: {"w": "wrong_object", "shadow": "ok", "b": "ok"}
# culprit: {"w": 2}
# notes: A context manager exchanges the weights for their moving average while the prediction is made, so the original variable is not the one that is used.
# --- setup ---
import contextlib
import numpy as np
import tensorflow as tf

class Net:
    def __init__(self):
        self.w = tf.Variable(np.random.default_rng(0).normal(size=(3, 1)).astype("float32"))
        self.b = tf.Variable([0.1])
    def __call__(self, x):
        return tf.tanh(x @ self.w + self.b)

@contextlib.contextmanager
def ema_scope(net, average):
    kept, net.w = net.w, average
    try:
        yield net
    finally:
        net.w = kept

net = Net()
shadow = tf.Variable(0.99 * net.w)
w, b = net.w, net.b
x = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
# --- cell ---
with ema_scope(net, shadow):
    pred = net(x)
consistency = tf.reduce_mean((pred - 0.5) ** 2)
