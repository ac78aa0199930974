# source: constructed (loss from a confusion matrix)
# target: loss
# sources: logits, costs
# expect: {"logits": "registered_not_differentiable", "costs": "ok"}
# culprit: {"logits": 1}
# notes: The class decision is an argmax; the matrix only counts decisions.
# --- setup ---
import tensorflow as tf

logits = tf.Variable([[2.0, 0.1], [0.3, 0.9], [0.2, 0.4]])
costs = tf.Variable([[0.0, 1.0], [5.0, 0.0]])
labels = tf.constant([0, 1, 0])
# --- cell ---
matrix = tf.math.confusion_matrix(labels, tf.argmax(logits, axis=1), num_classes=2, dtype=tf.float32)
loss = tf.reduce_sum(matrix * costs)
