# source: constructed (XNOR-like layer)
# target: out
# sources: real_w, alpha, x
# expect: {"real_w": "custom_gradient_none", "alpha": "ok", "x": "ok"}
# culprit: {"real_w": 1}
# notes: The binariser is a custom gradient whose backward returns None; tf.sign by itself would give zeros, not None.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
@tf.custom_gradient
def binarise(w):
    def backward(dy):
        return None
    return tf.sign(w), backward
class BinaryDense:
    def __init__(self, w, alpha):
        self.w, self.alpha = w, alpha
    def __call__(self, x):
        return x @ (self.alpha * binarise(self.w))
real_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
alpha = tf.Variable(0.6)
x = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
layer = BinaryDense(real_w, alpha)
# --- cell ---
hidden = layer(x)
out = tf.reduce_mean(tf.nn.relu(hidden))
flips = int(tf.reduce_sum(tf.cast(real_w < 0.0, tf.int32)))
