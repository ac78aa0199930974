# source: constructed on a guide
# target: loss
# sources: w, default_w, temp
# expect: {"w": "ok", "default_w": "not_connected", "temp": "ok"}
# culprit: {"default_w": 2}
# notes: default_w is the default argument of the helper, but the call passes w.
# --- setup ---
import numpy as np
import tensorflow as tf
w, default_w, temp = tf.Variable([0.2, 0.4]), tf.Variable([1.0, 1.0]), tf.Variable(2.0)
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])

def attend(x, weights=default_w, *, t=1.0):
    a = tf.nn.softmax(tf.linalg.matvec(x, weights) / t)
    return tf.linalg.matvec(x, a, transpose_a=True)
# --- cell ---
ctx = attend(x, weights=w, t=temp)
loss = tf.reduce_sum(ctx ** 2)
