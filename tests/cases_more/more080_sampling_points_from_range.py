# source: constructed (integration grid whose end is learned)
# target: integral
# sources: upper, rate
# expect: {"upper": "registered_not_differentiable", "rate": "ok"}
# culprit: {"upper": 1}
# notes: tf.range is not differentiable in its limits; tf.linspace would be.
# --- setup ---
import tensorflow as tf

upper = tf.Variable(2.2)
rate = tf.Variable(0.8)
# --- cell ---
grid = tf.range(0.0, upper, 0.5)
integral = 0.5 * tf.reduce_sum(tf.exp(-rate * grid))
