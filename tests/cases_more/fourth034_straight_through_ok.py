# source: constructed
# target: loss
# sources: x, scale
# expect: {"x": "ok", "scale": "ok"}
# notes: The usual straight-through form: round and stop_gradient both occur and both are harmless (no false alarm).
# --- setup ---
import tensorflow as tf

x, scale = tf.Variable([0.3, 1.6, -2.2]), tf.Variable(0.5)
# --- cell ---
u = x / scale
q = u + tf.stop_gradient(tf.round(u) - u)
loss = tf.reduce_sum((q * scale - 1.0) ** 2)
