# source: constructed
# target: loss
# sources: age_scale, table, w
# expect: {"age_scale": "integer_dtype", "table": "ok", "w": "ok"}
# culprit: {"age_scale": 1}
# notes: Recommender features: the age is put into integer buckets before the embedding lookup.
# --- setup ---
import keras
import tensorflow as tf

age_scale = tf.Variable(10.0)
ages = tf.constant([1.7, 2.5, 4.4, 6.1])
liked = tf.constant([[1.0], [0.0], [1.0], [1.0]])
bucketise = keras.layers.Discretization(bin_boundaries=[18.0, 30.0, 50.0])
lookup = keras.layers.Embedding(4, 3)
lookup(tf.constant([0]))
table = lookup.embeddings
w = tf.Variable(tf.ones([3, 1]))
# --- cell ---
buckets = bucketise(age_scale * ages)
vecs = lookup(buckets)
p = tf.sigmoid(vecs @ w)
loss = tf.reduce_mean(keras.losses.binary_crossentropy(liked, p))
