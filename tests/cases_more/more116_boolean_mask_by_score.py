# source: constructed (only confident rows enter the loss)
# target: loss
# sources: confidence, rows
# expect: {"confidence": "registered_not_differentiable", "rows": "ok"}
# culprit: {"confidence": 2}
# notes: The confidence only decides which rows stay.
# --- setup ---
import tensorflow as tf

confidence = tf.Variable([0.9, 0.2, 0.7])
rows = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
# --- cell ---
certain = tf.sigmoid(4.0 * confidence - 2.0)
chosen = tf.boolean_mask(rows, certain >= 0.5)
loss = tf.reduce_mean(chosen ** 2)
