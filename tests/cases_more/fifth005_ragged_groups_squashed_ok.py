# source: https://github.com/tensorflow/tensorflow/issues/43107
# target: loss
# sources: points, scale
# expect: {"points": "ok", "scale": "ok"}
# notes: Ragged values all the way; everything is differentiable.
# --- setup ---
import tensorflow as tf
points = tf.Variable([[1.0, 2.0], [3.0, 4.0], [-1.0, 2.0], [3.0, -4.0]])
scale = tf.Variable(0.7)
# --- cell ---
groups = tf.RaggedTensor.from_value_rowids(points, [0, 0, 1, 1])
squashed = tf.ragged.map_flat_values(tf.tanh, groups * scale)
centres = tf.reduce_mean(squashed, axis=1)
spread = tf.reduce_max(squashed, axis=1) - centres
loss = tf.reduce_sum(centres ** 2) + tf.reduce_sum(spread)
