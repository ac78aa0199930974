# source: constructed on a guide
# target: loss
# sources: w, b
# expect: {"w": "replaced_by_tensor", "b": "ok"}
# culprit: {"w": 4}
# notes: w is rebound to a tensor after the forward pass.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, -1.0])
b = tf.Variable(0.5)
x = tf.constant([0.3, 0.6])
# --- cell ---
logit = tf.reduce_sum(w * x) + b
loss = tf.nn.softplus(-logit)
g = tf.constant([0.1, 0.2])
w = w - 0.1 * g
