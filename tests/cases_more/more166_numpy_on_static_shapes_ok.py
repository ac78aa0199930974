# source: constructed (scaled dot-product attention)
# target: loss
# sources: wq, wk, wv
# expect: {"wq": "ok", "wk": "ok", "wv": "ok"}
# notes: NumPy, int() and math are applied to shapes and to the mask only (no false alarm).
# --- setup ---
import math
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
wq, wk, wv = (tf.Variable(rng.normal(size=(4, 4)).astype("float32")) for _ in range(3))
x = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
# --- cell ---
q, k, v = x @ wq, x @ wk, x @ wv
depth = int(k.shape[-1])
scores = q @ tf.transpose(k) / np.sqrt(depth).astype("float32")
mask = np.triu(np.full((3, 3), -1e9, "float32"), k=1)
out = tf.nn.softmax(scores + mask) @ v
loss = tf.reduce_sum(out) / math.sqrt(float(tf.size(out)))
