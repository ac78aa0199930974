# source: constructed (straight-through estimator)
# target: loss
# sources: w, scale
# expect: {"w": "ok", "scale": "ok"}
# notes: round and stop_gradient stand in one expression, but the first summand lets the gradient through (no false alarm).
# --- setup ---
import tensorflow as tf

w, scale = tf.Variable([0.27, -1.4, 3.6]), tf.Variable(0.5)
# --- cell ---
u = w / scale
q = u + tf.stop_gradient(tf.round(u) - u)
loss = tf.reduce_mean((q * scale - 1.0) ** 2)
