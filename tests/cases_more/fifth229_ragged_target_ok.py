# source: https://github.com/tensorflow/tensorflow/issues/43107
# target: out
# sources: x, s
# expect: {"x": "ok", "s": "ok"}
# notes: A ragged tensor may be the target.
# --- setup ---
import tensorflow as tf
x, s = tf.Variable([1.0, 2.0, 3.0]), tf.Variable(0.5)
# --- cell ---
rows = tf.RaggedTensor.from_row_lengths(x * s, [1, 2])
out = tf.ragged.map_flat_values(tf.square, rows)
