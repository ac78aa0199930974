# source: constructed (one-hot of the best score)
# target: loss
# sources: query, keys, values
# expect: {"query": "registered_not_differentiable", "keys": "registered_not_differentiable", "values": "ok"}
# culprit: {"query": 2, "keys": 2}
# notes: A softmax would pass a gradient to the scores, the one-hot vector of an argmax does not.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
query = tf.Variable(rng.normal(size=(1, 3)).astype("float32"))
keys = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
values = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
# --- cell ---
scores = tf.matmul(query, keys, transpose_b=True) / tf.sqrt(3.0)
weights = tf.one_hot(tf.argmax(scores, axis=-1), depth=4)
context = weights @ values
loss = tf.reduce_sum(tf.square(context - 1.0))
