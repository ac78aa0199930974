# source: constructed (half precision with loss scaling)
# target: scaled_loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: A cast between floating types has a gradient (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5], [0.25]]), tf.Variable([0.0])
x = tf.constant([[1.0, 2.0]], tf.float16)
# --- cell ---
half = tf.cast(w, tf.float16)
pred = tf.cast(x @ half, tf.float32) + b
scaled_loss = tf.cast(tf.reduce_mean(pred ** 2), tf.float64) * 1024.0
