# source: constructed (token saliency with frozen embeddings)
# target: logit
# sources: vectors, kernel
# expect: {"vectors": "not_watched", "kernel": "ok"}
# culprit: {"vectors": 1}
# notes: The embedded tokens would be on the tape if the table were trainable; it is not, so they are a plain tensor that needs a watch.
# --- setup ---
import numpy as np
import tensorflow as tf

table = tf.Variable(np.random.default_rng(0).normal(size=(9, 4)).astype("float32"), trainable=False)
kernel = tf.Variable(np.random.default_rng(1).normal(size=(4, 1)).astype("float32"))
tokens = tf.constant([[3, 1, 7]])
# --- cell ---
vectors = tf.nn.embedding_lookup(table, tokens)
pooled = tf.reduce_mean(tf.tanh(vectors), axis=1)
logit = tf.squeeze(pooled @ kernel)
