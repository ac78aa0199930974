# source: constructed
# target: loss
# sources: w, cut, temp
# expect: {"w": "ok", "cut": "registered_not_differentiable", "temp": "ok"}
# culprit: {"cut": 1}
# notes: Pruning and quantising: grad_pass_through keeps the rounding open, but the learnable threshold only enters a comparison.
# --- setup ---
import numpy as np
import tensorflow as tf

class PrunedLinear(tf.Module):
    def __init__(self, n):
        super().__init__()
        self.w = tf.Variable(np.random.default_rng(4).normal(size=(n, n)).astype("float32"))
        self.cut = tf.Variable(0.4)

    def __call__(self, x):
        alive = tf.math.greater(tf.abs(self.w), self.cut)
        return x @ (self.w * tf.cast(alive, self.w.dtype))

layer = PrunedLinear(4)
w, cut = layer.w, layer.cut
temp = tf.Variable(2.0)
x = tf.eye(4)
y = tf.constant([0, 1, 2, 3])
# --- cell ---
q = tf.grad_pass_through(tf.round)(layer(x) * 8.0) / 8.0
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=q / temp))
