# source: constructed (NumPy term added to a connected loss)
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The NumPy penalty contributes nothing to the gradient, but both variables reach the loss through the data term as well (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w, b = tf.Variable([3.0, 4.0]), tf.Variable(1.0)
x = tf.constant([0.5, 0.25])
# --- cell ---
pred = tf.tensordot(w, x, 1) + b
penalty = 0.01 * np.linalg.norm(w.numpy())
loss = (pred - 1.0) ** 2 + penalty
