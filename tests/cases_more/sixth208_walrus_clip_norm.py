# source: constructed on a guide
# target: new_loss
# sources: w, lr
# expect: {"w": "ok", "lr": "ok"}
# notes: Gradient clipping with a walrus and an inner tape; everything stays connected.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([3.0, -2.0])
lr = tf.Variable(0.1)
A = tf.constant([[2.0, 0.3], [0.3, 1.0]])
# --- cell ---
def f(v):
    return tf.reduce_sum(v * tf.linalg.matvec(A, v))

with tf.GradientTape() as t2:
    base = f(w)
g = t2.gradient(base, w)
if (n := tf.norm(g)) > 1.0:
    g = g / n
step = [lr * gi for gi in tf.unstack(g)]
new_loss = f(w - tf.stack(step))
