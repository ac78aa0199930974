# source: constructed (embedding bags)
# target: loss
# sources: table, word_weights, temperature, bias
# expect: {"table": "ok", "word_weights": "ok", "temperature": "not_taken_branch", "bias": "ok"}
# culprit: {"temperature": 4}
# notes: The sparse lookup differentiates the table and the weights of the words; the temperature is used only in the branch for single-word documents, which the batch does not contain.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(842)
table = tf.Variable(rng.normal(size=(9, 3)).astype("float32"))
word_weights = tf.Variable([1.0, 0.5, 2.0, 1.5])
temperature, bias = tf.Variable(0.7), tf.Variable(tf.zeros([3]))
where = [[0, 0], [0, 1], [1, 0], [1, 1]]
ids = tf.SparseTensor(where, tf.constant([1, 4, 4, 8], tf.int64), [2, 2])
lengths = np.bincount([r for r, _ in where])
# --- cell ---
weights = tf.SparseTensor(where, tf.nn.softplus(word_weights), [2, 2])
bags = tf.nn.embedding_lookup_sparse(table, ids, weights, combiner="mean")
logits = bags + bias
if (lengths == 1).any():
    logits = logits / temperature
loss = tf.reduce_mean(tf.reduce_logsumexp(logits, axis=1) - logits[:, 0])
