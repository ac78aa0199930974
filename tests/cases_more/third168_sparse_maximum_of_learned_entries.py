# source: constructed (sparse routing table)
# target: loss
# sources: entries, w, gate
# expect: {"entries": "no_gradient_registered", "w": "no_gradient_registered", "gate": "no_gradient_registered"}
# culprit: {"entries": 3, "w": 3, "gate": 3}
# notes: tf.sparse.reduce_max has no gradient although sparse.reduce_sum has; the gate, whose own way ends in a comparison, raises too.
# --- setup ---
import tensorflow as tf

entries = tf.Variable([0.5, -1.0, 2.0])
w = tf.Variable([1.0, 0.5])
gate = tf.Variable(0.2)
where = tf.constant([[0, 1], [1, 0], [1, 2]], tf.int64)
# --- cell ---
routes = tf.sparse.SparseTensor(where, entries, [2, 3])
total = tf.sparse.reduce_sum(routes, axis=1)
peak = tf.sparse.reduce_max(routes, axis=1)
open_ = tf.cast(total > gate, tf.float32)
loss = tf.reduce_sum(w * (peak + total) * open_)
