# source: constructed (recommender with retrieved candidates)
# target: loss
# sources: user_tower, item_tower, query_bias, popularity
# expect: {"user_tower": "ok", "item_tower": "ok", "query_bias": "integer_dtype", "popularity": "stateful_op"}
# culprit: {"popularity": 1, "query_bias": 3}
# notes: Candidates are retrieved by top-k indices, the items are embedded again; the popularity prior is kept in a hash table.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(69)
user_tower = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
item_tower = tf.Variable(rng.normal(size=(8, 4)).astype("float32"))
query_bias = tf.Variable(rng.normal(size=(8,)).astype("float32"))
popularity = tf.Variable(rng.random(8).astype("float32"))
prior = tf.lookup.experimental.MutableHashTable(tf.int64, tf.float32, default_value=0.0)
users = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
# --- cell ---
prior.insert(tf.range(8, dtype=tf.int64), tf.math.log(popularity))
query = users @ user_tower
found = tf.math.top_k(query @ tf.transpose(item_tower) + query_bias, k=3).indices
candidates = tf.gather(item_tower, found)
scores = tf.einsum("be,bke->bk", query, candidates) - prior.lookup(tf.cast(found, tf.int64))
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=scores))
