# source: https://www.tensorflow.org/api_docs/python/tf/math/confusion_matrix
# target: cost
# sources: logits, weights, prices
# expect: {"logits": "registered_not_differentiable", "weights": "ok", "prices": "ok"}
# culprit: {"logits": 1}
# notes: The confusion matrix counts with weights, so they and the prices of the cells have gradients, the predicted classes have not.
# --- setup ---
import tensorflow as tf

logits = tf.Variable([[0.2, 0.9], [1.5, 0.1], [0.3, 0.4]])
weights = tf.Variable([1.0, 2.0, 0.5])
prices = tf.Variable([[0.0, 1.0], [3.0, 0.0]])
labels = tf.constant([0, 0, 1])
# --- cell ---
guess = tf.argmax(logits, axis=1)
cells = tf.math.confusion_matrix(labels, guess, num_classes=2, weights=weights, dtype=tf.float32)
per_class = tf.math.unsorted_segment_sum(weights, labels, 2)
cells = cells / per_class[:, None]
cost = tf.reduce_sum(cells * prices) / tf.reduce_sum(cells)
