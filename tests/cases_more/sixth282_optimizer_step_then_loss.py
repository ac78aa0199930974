# source: constructed on a guide
# target: after
# sources: w, lr
# expect: {"w": "ok", "lr": "stateful_op"}
# culprit: {"lr": 4}
# notes: A Keras optimizer applies an update built with lr; the loss read afterwards does not know it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
w = tf.Variable([1.0, 2.0])
lr = tf.Variable(0.1)
x = tf.constant([0.5, -1.5])
# --- cell ---
with tf.GradientTape() as it:
    before = tf.reduce_sum(w * x) ** 2
g = it.gradient(before, w)
w.assign_sub(lr * g)
after = tf.reduce_sum(w * x) ** 2
