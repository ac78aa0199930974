# source: https://github.com/tensorflow/tensorflow/issues/54568
# target: loss
# sources: row, table
# expect: {"row": "stateful_op", "table": "ok"}
# culprit: {"row": 6}
# notes: The write is chained with the read, deep in a method's loop.
# --- setup ---
import tensorflow as tf
table, row = tf.Variable([1.0, 2.0, 3.0]), tf.Variable([9.0])
# --- cell ---
class Memory:
    def __init__(self, cells):
        self.cells = cells
    def write(self, where, what):
        for k in range(what.shape[0]):
            tf.compat.v1.scatter_update(self.cells, [where + k], what[k : k + 1] * 2.0)
        return self
    def read(self):
        return tf.reduce_sum(self.cells ** 2)
loss = Memory(table).write(1, row).read()
