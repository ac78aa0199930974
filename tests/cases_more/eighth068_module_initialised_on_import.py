# source: constructed (module level constants)
# target: loss
# sources: kernel, tau, ratio, depth
# expect: {"kernel": "ok", "tau": "computed_before_tape", "ratio": "computed_before_tape", "depth": "ok"}
# culprit: {"tau": 1, "ratio": 2}
# notes: Default arguments and class attributes are evaluated when the definition runs; the property reads the variable on every use.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(868)
kernel = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
tau, ratio, depth = tf.Variable(2.0), tf.Variable(0.5), tf.Variable(1.2)
def attention(q, k, scale=1.0 / tau):
    return tf.nn.softmax(tf.matmul(q, k, transpose_b=True) * scale)
class Block:
    keep = ratio * 0.5
    @property
    def gain(self):
        return depth ** 2
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
weights = attention(x @ kernel, x)
hidden = Block.keep * (weights @ x)
hidden = hidden * Block().gain
loss = tf.reduce_mean((hidden - x) ** 2)
