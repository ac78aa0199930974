# source: constructed
# target: loss
# sources: w, x
# options: --watch x
# expect: {"w": "ok", "x": "ok"}
# notes: Casts between floating dtypes are differentiable; the accuracy is only printed (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w, x = tf.Variable([[0.5], [1.5]]), tf.constant([[1.0, 2.0], [0.0, -1.0]])
# --- cell ---
half = tf.cast(x, tf.bfloat16) @ tf.cast(w, tf.bfloat16)
wide = tf.cast(half, tf.float64)
loss = tf.cast(tf.reduce_mean(wide ** 2), tf.float32)
print("max error", np.abs(wide.numpy() - (x @ w).numpy()).max())
