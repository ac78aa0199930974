# source: constructed
# target: loss
# sources: ages, table
# expect: {"ages": "integer_dtype", "table": "ok"}
# culprit: {"ages": 1}
# notes: keras.ops.digitize gives bucket numbers, which look up rows of a table.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
ages = tf.Variable([22.0, 47.0, 63.0])
table = tf.Variable([[0.1, 0.2], [0.3, 0.1], [0.5, 0.5]])
# --- cell ---
bucket = keras.ops.digitize(ages, np.array([30.0, 60.0]))
vec = keras.ops.take(table, bucket, axis=0)
loss = keras.ops.mean(keras.ops.square(vec - 0.2))
