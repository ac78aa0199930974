# source: constructed
# target: losses
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The target is a dictionary of losses, which TensorFlow sums (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.3)
x = tf.constant([0.5, -0.5])
# --- cell ---
losses = {}
losses["fit"] = (tf.reduce_sum(w * x) - 1.0) ** 2
losses["reg"] = tf.abs(b)
shown = {k: round(float(v), 3) for k, v in losses.items()}
