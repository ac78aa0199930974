# source: https://github.com/tensorflow/tensorflow/issues/29942
# target: loss
# sources: table, idx_w
# expect: {"table": "ok", "idx_w": "ok"}
# notes: sparse_read, gather_nd and read_value are all reads of the variable; the write comes last.
# --- setup ---
import tensorflow as tf
table = tf.Variable([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
idx_w = tf.Variable([1.0, 2.0])
# --- cell ---
rows = table.sparse_read([0, 2])
cell = table.gather_nd([[1, 1]])
whole = table.read_value()
loss = tf.reduce_sum(rows * idx_w) + tf.reduce_sum(cell) + tf.reduce_sum(whole[1:] ** 2)
table.assign_sub(0.1 * tf.ones_like(table))
