# source: https://www.tensorflow.org/api_docs/python/tf/lookup/StaticHashTable
# target: score
# sources: vectors, oov, version, share
# expect: {"vectors": "ok", "oov": "ok", "version": "registered_not_differentiable", "share": "ok"}
# culprit: {"version": 4}
# notes: Lookups of words give integers that only pick rows, and the rows are connected; the version number is hashed as text.
# --- setup ---
import tensorflow as tf

vectors = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
oov, version, share = tf.Variable([[0.9, 0.9]]), tf.Variable(1.5), tf.Variable(0.2)
words = tf.constant(["cat", "dog", "eel"])
table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(words, tf.constant([0, 1, 2])), default_value=3)
bank = tf.constant([0.5, 1.0, 2.0, 4.0])
# --- cell ---
tokens = tf.strings.split(tf.strings.lower("The dog saw an EEL"))
ids = table.lookup(tokens)
rows = tf.gather(tf.concat([vectors, oov], 0), ids)
key = tf.strings.to_hash_bucket_fast(tf.strings.as_string(version), 4)
length = tf.cast(tf.strings.length(tokens), tf.float32)
mean = tf.reduce_sum(rows * length[:, None] ** share, axis=0) / tf.reduce_sum(length)
score = tf.reduce_sum(mean) * tf.gather(bank, key)
