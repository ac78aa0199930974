# source: https://www.tensorflow.org/api_docs/python/tf/queue (queues, tables, slices, datasets)
# target: readout
# sources: rows, prices, delta, batch, store
# expect: {"rows": "stateful_op", "prices": "stateful_op", "delta": "stateful_op", "batch": "stateful_op", "store": "ok"}
# culprit: {"rows": 1, "prices": 3, "delta": 5, "batch": 6}
# notes: A queue, a table, an indexed write and a dataset of one element each hand back values without history; the store itself is read after its write.
# --- setup ---
import tensorflow as tf

rows, batch = tf.Variable([0.5, 1.5]), tf.Variable([[1.0, 2.0], [3.0, 4.0]])
prices, delta = tf.Variable([3.0, 5.0]), tf.Variable([0.1, 0.2])
store = tf.Variable([1.0, 1.0, 1.0])
queue = tf.queue.PaddingFIFOQueue(4, [tf.float32], [[None]])
table = tf.lookup.experimental.DenseHashTable(
    tf.int64, tf.float32, default_value=0.0, empty_key=-1, deleted_key=-2)
# --- cell ---
queue.enqueue([tf.exp(rows)])
fetched = queue.dequeue()
table.insert(tf.constant([4, 9], tf.int64), prices)
priced = table.lookup(tf.constant([9, 4], tf.int64))
store.scatter_nd_update([[0], [2]], delta)
single = next(iter(tf.data.Dataset.from_tensors(batch)))
readout = tf.reduce_sum(single @ (fetched * priced)[:, None]) + tf.reduce_sum(store ** 2)
