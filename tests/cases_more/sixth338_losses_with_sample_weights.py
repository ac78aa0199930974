# source: constructed on a guide
# target: loss
# sources: logits, sw, margin, labels
# expect: {"logits": "ok", "sw": "ok", "margin": "ok", "labels": "integer_dtype"}
# notes: Keras loss objects pass gradients to sample weights; labels are integer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
logits = tf.Variable([[1.0, 0.5], [0.1, 0.9]])
sw = tf.Variable([1.0, 2.0])
margin = tf.Variable(0.2)
labels = tf.Variable([0, 1])
scce = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
# --- cell ---
onehot = tf.one_hot(labels, 2)
ce = scce(labels, logits - margin * onehot, sample_weight=sw)
hinge = keras.losses.CategoricalHinge()(onehot, logits)
loss = ce + 0.1 * hinge
