# source: constructed on a guide
# target: loss
# sources: vals, w, scale
# expect: {"vals": "registered_not_differentiable", "w": "ok", "scale": "ok"}
# culprit: {"vals": 2}
# notes: map_flat_values applies round to the flat values.
# --- setup ---
import numpy as np
import tensorflow as tf
vals = tf.Variable([0.4, 1.2, 2.7, 0.9])
w, scale = tf.Variable([0.5, 0.2]), tf.Variable(1.1)
# --- cell ---
rt = tf.RaggedTensor.from_row_splits(vals, [0, 1, 4])
q = tf.ragged.map_flat_values(tf.round, rt * 2.0)
rows = tf.reduce_sum(q, axis=1)
loss = scale * tf.reduce_sum(w * rows)
