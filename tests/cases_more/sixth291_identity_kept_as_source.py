# source: constructed on a guide
# target: loss
# sources: w, w_view, scale
# expect: {"w": "ok", "w_view": "wrong_object", "scale": "ok"}
# culprit: {"w_view": 3}
# notes: The source is an identity of the variable taken in the cell; the loss uses the variable itself.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.4, 0.6])
scale = tf.Variable(2.0)
# --- cell ---
w_view = tf.identity(w)
print("mean weight", float(tf.reduce_mean(w_view)))
loss = tf.square(tf.reduce_sum(w * scale) - 1.0)
