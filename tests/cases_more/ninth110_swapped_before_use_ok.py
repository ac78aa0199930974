# source: constructed
# target: gap
# sources: upper, lower, margin
# expect: {"upper": "ok", "lower": "ok", "margin": "ok"}
# notes: The two names are swapped and the margin is rebound to a derived tensor, but all before the first use (no false alarm).
# --- setup ---
import tensorflow as tf

upper = tf.Variable([0.1, 0.2])
lower = tf.Variable([0.9, 1.4])
margin = tf.Variable(0.05)
# --- cell ---
if tf.reduce_mean(upper) < tf.reduce_mean(lower):
    upper, lower = lower, upper
margin = tf.maximum(margin, 0.01)
gap = tf.reduce_sum(tf.nn.relu(upper - lower + margin))
