# source: constructed (vocabulary lookup before an embedding)
# target: loss
# sources: table, offsets
# expect: {"table": "ok", "offsets": "stateful_op"}
# culprit: {"offsets": 1}
# notes: A StaticHashTable of words gives indices (harmless); a MutableHashTable that was fed with the offsets in the cell gives floats and cuts.
# --- setup ---
import numpy as np
import tensorflow as tf

vocab = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer(["cat", "dog", "owl"], tf.constant([0, 1, 2], tf.int64)), -1)
weights = tf.lookup.experimental.MutableHashTable(tf.string, tf.float32, default_value=1.0)
table = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
offsets = tf.Variable([0.1, 0.2, 0.3])
words = tf.constant(["owl", "cat", "cat"])
# --- cell ---
weights.insert(tf.constant(["cat", "dog", "owl"]), tf.nn.softplus(offsets))
idx = vocab.lookup(words)
vec = tf.gather(table, idx)
importance = weights.lookup(words)[:, None]
loss = tf.reduce_sum(importance * vec ** 2)
