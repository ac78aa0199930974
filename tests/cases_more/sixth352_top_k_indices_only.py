# source: constructed on a guide
# target: agg
# sources: attn, vals, bias
# expect: {"attn": "registered_not_differentiable", "vals": "ok", "bias": "ok"}
# culprit: {"attn": 1}
# notes: Hard attention: only the indices of top_k are used.
# --- setup ---
import numpy as np
import tensorflow as tf
attn = tf.Variable([0.1, 0.8, 0.3, 0.6])
vals = tf.Variable([1.0, 2.0, 3.0, 4.0])
bias = tf.Variable(0.0)
# --- cell ---
_, idx = tf.math.top_k(attn, k=2)
picked = tf.gather(vals, idx)
agg = tf.reduce_mean(picked) + tf.exp(bias)
