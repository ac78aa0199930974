# source: https://github.com/tensorflow/tensorflow/issues/27776
# target: loss
# sources: table, gain
# expect: {"table": "ok", "gain": "ok"}
# notes: String and integer values only choose rows; the rows keep their gradient.
# --- setup ---
import tensorflow as tf
table = tf.Variable(tf.random.stateless_normal([10, 3], [1, 2]))
gain = tf.Variable([1.0, 2.0, 0.5])
texts = tf.constant(["hello how", "are you today"])
# --- cell ---
words = tf.strings.split(texts)
ids = tf.ragged.map_flat_values(tf.strings.to_hash_bucket_fast, words, 10)
vectors = tf.ragged.map_flat_values(lambda i: tf.nn.embedding_lookup(table, i), ids)
sentence = tf.reduce_mean(vectors, axis=1)
loss = tf.reduce_sum(tf.square(sentence * gain))
