# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: One feature is from the setup, the other is computed here with the same weights (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5], [1.0]]), tf.Variable(0.2)
old = tf.tanh(tf.constant([[1.0, 2.0]]) @ w)
# --- cell ---
new = tf.tanh(tf.constant([[3.0, -1.0]]) @ w)
drift = float(tf.reduce_mean(new - old))
loss = tf.reduce_sum((old - new + b) ** 2)
