# source: https://www.tensorflow.org/guide/ragged_tensor
# target: cost
# sources: values, limits, bias, edge
# expect: {"values": "ok", "limits": "registered_not_differentiable", "bias": "ok", "edge": "registered_not_differentiable"}
# culprit: {"limits": 3, "edge": 4}
# notes: Functions are mapped over the flat values of a ragged tensor; the ragged range takes its limits without a gradient, the edge is only compared.
# --- setup ---
import tensorflow as tf

values, bias = tf.Variable([0.5, 1.0, 2.0, 4.0, 8.0]), tf.Variable(0.1)
limits, edge = tf.Variable([2.5, 3.5]), tf.Variable(0.7)
# --- cell ---
rows = tf.RaggedTensor.from_row_splits(values, [0, 2, 2, 5])
logs = tf.ragged.map_flat_values(lambda v: tf.math.log(v + bias), rows)
ticks = tf.ragged.range(limits)
kept = tf.ragged.boolean_mask(logs, rows > edge)
dense = kept.to_tensor()
cost = tf.reduce_sum(dense ** 2) + 0.01 * tf.reduce_sum(ticks.flat_values)
