# source: https://github.com/tensorflow/tensorflow/issues/21892
# target: loss
# sources: field_emb, w
# expect: {"field_emb": "ok", "w": "ok"}
# notes: High-order interactions by segment_prod, which had no gradient in 2018 and has one now (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
field_emb = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
groups = tf.constant([0, 0, 1, 1, 1, 2])
# --- cell ---
crossed = tf.math.segment_prod(field_emb, groups)
biggest = tf.argmax(tf.abs(crossed), axis=0).numpy().tolist()
loss = tf.reduce_sum(tf.nn.softplus(crossed @ w))
print("largest group per column", biggest)
