# source: constructed on a guide
# target: dist
# sources: table, fresh, query
# expect: {"table": "ok", "fresh": "stateful_op", "query": "ok"}
# culprit: {"fresh": 2}
# notes: New rows are written into the table with scatter_update.
# --- setup ---
import numpy as np
import tensorflow as tf
table = tf.Variable(tf.reshape(tf.range(8.0), [4, 2]) / 8.0)
fresh = tf.Variable([[0.9, 0.1], [0.2, 0.4]])
query = tf.Variable([[0.5, 0.5]])
# --- cell ---
rows = tf.constant([1, 3])
table.scatter_update(tf.IndexedSlices(fresh, rows))
picked = tf.gather(table, [0, 1, 3])
dist = tf.reduce_sum(tf.abs(picked - query))
