# source: constructed on a guide
# target: objective
# sources: logits, thr, lam
# expect: {"logits": "ok", "thr": "registered_not_differentiable", "lam": "ok"}
# culprit: {"thr": 4}
# notes: A threshold accuracy is added; the logits keep the path through the cross-entropy.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
logits = tf.Variable([0.3, -1.0, 2.0])
thr, lam = tf.Variable(0.5), tf.Variable(0.1)
y = tf.constant([1.0, 0.0, 1.0])
# --- cell ---
p = tf.sigmoid(logits)
bce = tf.reduce_mean(keras.losses.binary_crossentropy(y, p))
hits = tf.cast(p > thr, tf.float32)
acc = tf.reduce_mean(tf.where(hits == y, 1.0, 0.0))
objective = bce + lam * (1.0 - acc)
