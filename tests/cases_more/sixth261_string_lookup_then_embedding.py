# source: constructed on a guide
# target: sim
# sources: table, query, names
# expect: {"table": "ok", "query": "ok", "names": "integer_dtype"}
# notes: StringLookup ids index a variable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
lookup = keras.layers.StringLookup(vocabulary=["cat", "dog", "emu"])
table = tf.Variable(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
query = tf.Variable([0.1, 0.5, -0.2])
names = tf.Variable(["dog", "newt", "cat"])
# --- cell ---
ids = lookup(names)
rows = tf.gather(table, ids)
sim = tf.reduce_sum(tf.linalg.l2_normalize(rows, axis=-1) * tf.linalg.l2_normalize(query, axis=0))
