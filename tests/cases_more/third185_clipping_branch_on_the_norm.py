# source: constructed (activation clipping with a learned limit)
# target: loss
# sources: w, limit
# expect: {"w": "ok", "limit": "not_taken_branch"}
# culprit: {"limit": 4}
# notes: The learned limit comes into play only when the norm is too large, which a tensor condition in plain Python decides.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable(0.1 * np.random.default_rng(3).normal(size=(3, 3)).astype("float32"))
limit = tf.Variable(5.0)
x = tf.constant([[1.0, -1.0, 0.5]])
# --- cell ---
h = x @ w
norm = tf.norm(h)
print("norm", norm.numpy(), "limit", limit.numpy())
if norm > 5.0:
    h = h * (limit / norm)
peak = tf.argmax(h, axis=1)
loss = tf.reduce_sum(tf.exp(h))
