# source: constructed on a guide
# target: y
# sources: x, w
# expect: {"x": "ok", "w": "ok"}
# notes: tape.watch comes after the first use, but the op was recorded for w, with x as its input: the gradient exists.
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.constant([0.5, 1.5])
w = tf.Variable([2.0, 1.0])
# --- cell ---
h = tf.tanh(w * x)
tape.watch(x)
y = tf.reduce_sum(h)
