# source: constructed
# target: loss
# sources: scores, w
# expect: {"scores": "registered_not_differentiable", "w": "ok"}
# culprit: {"scores": 2}
# notes: map_flat_values applies tf.round to the values of a ragged tensor.
# --- setup ---
import tensorflow as tf

scores, w = tf.Variable([0.4, 1.6, 2.2, 0.9]), tf.Variable(0.5)
# --- cell ---
rt = tf.RaggedTensor.from_row_lengths(scores, [1, 3])
stars = tf.ragged.map_flat_values(tf.round, rt)
per_user = tf.reduce_mean(stars, axis=1)
loss = tf.reduce_sum((w * per_user - 1.0) ** 2)
