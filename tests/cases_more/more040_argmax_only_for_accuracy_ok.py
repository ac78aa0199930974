# source: constructed (bookkeeping beside a sound loss)
# target: loss
# sources: w, b, seen
# expect: {"w": "ok", "b": "ok", "seen": "not_connected"}
# notes: argmax, .numpy(), a metric and an assign stand in the cell, but none of them lies on the way to the loss; the counter merely counts.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
w = tf.Variable(np.random.default_rng(0).normal(size=(3, 2)).astype("float32"))
b = tf.Variable(tf.zeros([2]))
seen = tf.Variable(0.0)
x = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
labels = tf.constant([0, 1, 1, 0])
meter = keras.metrics.Mean()
# --- cell ---
logits = x @ w + b
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
hits = (tf.argmax(logits, axis=1).numpy() == labels.numpy()).mean()
meter.update_state(loss)
seen.assign_add(4.0)
