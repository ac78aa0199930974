# source: constructed
# target: tf.reduce_sum(tf.round(y))
# sources: w, b
# expect: {"w": "registered_not_differentiable", "b": "registered_not_differentiable"}
# culprit: {"w": 0, "b": 0}
# notes: The rounding stands in the target expression itself, whose line is 1.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.2, 0.3]), tf.Variable(0.5)
x = tf.constant([2.0, 1.0])
# --- cell ---
y = w * x + b
