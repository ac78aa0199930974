# source: constructed on a guide
# target: loss
# sources: w, scale
# expect: {"w": "ok", "scale": "custom_gradient_none"}
# culprit: {"scale": 2}
# notes: A gradient-clipping identity: its grad function returns None for the second argument.
# --- setup ---
import numpy as np
import tensorflow as tf
@tf.custom_gradient
def clipped_scale(x, s):
    def grad(dy):
        return tf.clip_by_norm(dy, 1.0), None
    return x * s, grad
w = tf.Variable([[0.3, -0.5], [0.8, 0.2]])
scale = tf.Variable(2.0)
x = tf.constant([[1.0, 2.0], [0.1, -1.0]])
def rnn(h, n):
    for _ in range(n):
        h = tf.tanh(h @ w)
    return h
# --- cell ---
h = rnn(x, 3)
h = clipped_scale(h, scale)
readout = tf.reduce_sum(h, axis=1)
loss = tf.reduce_mean(readout ** 2)
print("readout", readout.numpy())
