# source: constructed on a guide
# target: ens_loss
# sources: w0, w1, w_dropped
# expect: {"w0": "ok", "w1": "ok", "w_dropped": "not_connected"}
# notes: The third ensemble member of the same class is left out of the slice on purpose; nothing of it is used.
# --- setup ---
import numpy as np
import tensorflow as tf
class Member(tf.Module):
    def __init__(self, seed):
        g = np.random.default_rng(seed)
        self.w = tf.Variable(g.normal(size=(3, 1)).astype("float32"), name="w")
        self.b = tf.Variable([0.0], name="b")
    def __call__(self, x):
        return tf.tanh(x @ self.w) + self.b
members = [Member(s) for s in range(3)]
w0, w1, w_dropped = [m.w for m in members]
x = tf.constant(np.random.default_rng(9).normal(size=(5, 3)).astype("float32"))
y = tf.ones([5, 1])
# --- cell ---
active = members[:2]
preds = tf.stack([m(x) for m in active])
mean = tf.reduce_mean(preds, axis=0)
spread = tf.math.reduce_std(preds, axis=0)
ens_loss = tf.reduce_mean((mean - y) ** 2 + 0.1 * spread)
print("disagreement", spread.numpy().mean().round(3))
