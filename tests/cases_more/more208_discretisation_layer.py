# source: constructed (age buckets by a Keras preprocessing layer)
# target: risk
# sources: age, bucket_w
# expect: {"age": "integer_dtype", "bucket_w": "ok"}
# culprit: {"age": 1}
# notes: The layer returns the number of the bucket, which selects a row of weights.
# --- setup ---
import tensorflow as tf

import keras
age = tf.Variable([23.0, 41.0, 67.0])
bucket_w = tf.Variable([0.1, 0.3, 0.7, 0.9])
bucketise = keras.layers.Discretization(bin_boundaries=[30.0, 50.0, 65.0])
# --- cell ---
bucket = bucketise(age / 1.0)
risk = tf.reduce_mean(tf.sigmoid(tf.gather(bucket_w, bucket)))
