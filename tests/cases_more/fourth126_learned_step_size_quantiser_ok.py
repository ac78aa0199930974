# source: constructed
# target: loss
# sources: w, step
# expect: {"w": "ok", "step": "ok"}
# notes: A custom gradient gives both arguments a gradient although the forward pass rounds (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w, step = tf.Variable([0.31, -0.74, 0.12]), tf.Variable(0.1)
@tf.custom_gradient
def lsq(v, s):
    q = tf.round(v / s)
    def grad(dy):
        return dy, tf.reduce_sum(dy * (q - v / s))
    return q * s, grad
# --- cell ---
wq = lsq(w, step)
levels = np.unique(np.round((wq / step).numpy()))
loss = tf.reduce_sum((wq - 0.2) ** 2) / len(levels)
