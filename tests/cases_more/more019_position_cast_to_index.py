# source: constructed (continuous position used as an index)
# target: reading
# sources: position, table
# expect: {"position": "integer_dtype", "table": "ok"}
# culprit: {"position": 1}
# notes: The position must be an integer to pick a row, so nothing flows back to it; the rows do learn.
# --- setup ---
import tensorflow as tf

position = tf.Variable([0.4, 2.3])
table = tf.Variable([[1.0], [2.0], [3.0]])
# --- cell ---
index = tf.cast(position, tf.int32)
reading = tf.reduce_sum(tf.gather(table, index))
