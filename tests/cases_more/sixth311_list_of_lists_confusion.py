# source: constructed on a guide
# target: f1
# sources: logits, cls_w
# expect: {"logits": "registered_not_differentiable", "cls_w": "ok"}
# culprit: {"logits": 1}
# notes: A confusion matrix is counted in nested Python lists from argmax predictions.
# --- setup ---
import numpy as np
import tensorflow as tf
logits = tf.Variable([[2.0, 0.1], [0.3, 0.9], [0.2, 0.1]])
cls_w = tf.Variable([0.5, 0.5])
truth = [0, 1, 1]
# --- cell ---
pred = tf.argmax(logits, axis=1).numpy()
cm = [[0, 0], [0, 0]]
for t, p in zip(truth, pred):
    cm[t][p] += 1
tp = [cm[i][i] for i in range(2)]
prec = [tp[i] / max(1, cm[0][i] + cm[1][i]) for i in range(2)]
f1 = tf.tensordot(cls_w, tf.constant(prec, tf.float32), 1)
