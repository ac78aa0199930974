# source: constructed
# target: loss
# sources: x, step
# expect: {"x": "ok", "step": "ok"}
# notes: tf.grad_pass_through makes round transparent; floor is used as x - floor(x) only (no false alarm).
# --- setup ---
import tensorflow as tf

x, step = tf.Variable([0.7, 1.9, -0.4]), tf.Variable(0.5)
# --- cell ---
q = tf.grad_pass_through(tf.round)(x / step) * step
frac = x - tf.floor(x)
loss = tf.reduce_sum((q - 1.0) ** 2) + 0.1 * tf.reduce_sum(frac)
