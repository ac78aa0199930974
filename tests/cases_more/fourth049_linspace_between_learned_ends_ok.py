# source: constructed
# target: loss
# sources: lo, hi, w
# expect: {"lo": "ok", "hi": "ok", "w": "ok"}
# notes: tf.linspace is built from ordinary operations and passes gradients to its ends (no false alarm).
# --- setup ---
import tensorflow as tf

lo, hi, w = tf.Variable(-1.0), tf.Variable(2.0), tf.Variable([0.1, 0.2, 0.3, 0.4, 0.5])
# --- cell ---
grid = tf.linspace(lo, hi, 5)
print("grid", grid.numpy().round(2), len(grid))
loss = tf.reduce_sum(w * tf.exp(-grid ** 2))
