# source: https://www.tensorflow.org/api_docs/python/tf/ragged/range
# target: total
# sources: starts, stops, values, rows
# expect: {"starts": "registered_not_differentiable", "stops": "registered_not_differentiable", "values": "ok", "rows": "integer_dtype"}
# culprit: {"starts": 1, "stops": 1, "rows": 3}
# notes: tf.ragged.range makes float rows but has no gradient for its limits; boolean_mask keeps the values connected; the row numbers are a cast.
# --- setup ---
import tensorflow as tf

starts, stops = tf.Variable([0.0, 1.5]), tf.Variable([2.0, 4.0])
values = tf.Variable([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
rows = tf.Variable([0.0, 0.0, 1.0])
# --- cell ---
grid = tf.ragged.range(starts, stops, 0.5)
kept = tf.ragged.boolean_mask(values, [[True, False, True], [True, True, False]])
rowids = tf.cast(rows, tf.int64)
again = tf.RaggedTensor.from_value_rowids(values[:, 0][:1] * tf.ones([3]), rowids, nrows=2)
total = tf.reduce_sum(tf.reduce_mean(grid, axis=1) * tf.reduce_sum(kept, axis=1) * tf.reduce_sum(again, axis=1))
