# source: constructed on a guide
# target: y
# sources: w, b, c
# expect: {"w": "ok", "b": "ok", "c": "stop_gradient"}
# culprit: {"c": 3}
# notes: A reduce_retracing function with a stop_gradient on one argument.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([[0.2], [0.4]])
b = tf.Variable(0.1)
c = tf.Variable(2.0)
# --- cell ---
@tf.function(reduce_retracing=True)
def layer(x, w, b, c):
    scale = tf.stop_gradient(c)
    return scale * tf.nn.relu(x @ w + b)

y = 0.0
for rows in (1, 2, 3):
    y += tf.reduce_sum(layer(tf.ones([rows, 2]), w, b, c))
