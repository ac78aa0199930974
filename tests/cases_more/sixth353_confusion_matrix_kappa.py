# source: constructed on a guide
# target: kappa
# sources: pred_logits, w
# expect: {"pred_logits": "registered_not_differentiable", "w": "ok"}
# culprit: {"pred_logits": 1}
# notes: Cohen's kappa from a confusion matrix.
# --- setup ---
import numpy as np
import tensorflow as tf
pred_logits = tf.Variable([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]])
w = tf.Variable([[0.0, 1.0], [1.0, 0.0]])
truth = tf.constant([1, 0, 0])
# --- cell ---
pred = tf.argmax(pred_logits, -1)
cm = tf.cast(tf.math.confusion_matrix(truth, pred, num_classes=2), tf.float32)
expected = tf.tensordot(tf.reduce_sum(cm, 1), tf.reduce_sum(cm, 0), 0) / tf.reduce_sum(cm)
kappa = 1.0 - tf.reduce_sum(w * cm) / tf.reduce_sum(w * expected)
