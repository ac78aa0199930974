# source: constructed (fitting a Beta distribution by its CDF)
# target: gap
# sources: a, b, x, rate
# expect: {"a": "registered_not_differentiable", "b": "registered_not_differentiable", "x": "ok", "rate": "ok"}
# culprit: {"a": 3, "b": 3}
# notes: tf.math.betainc has a registered gradient, but only for its third argument; igamma has one for both.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable(2.0), tf.Variable(3.0)
x = tf.Variable([0.1, 0.4, 0.8])
rate = tf.Variable(1.5)
empirical = tf.constant([0.05, 0.5, 0.95])
# --- cell ---
shape_a = tf.fill([3], tf.nn.softplus(a))
shape_b = tf.fill([3], tf.nn.softplus(b))
cdf = tf.math.betainc(shape_a, shape_b, x)
tail = tf.math.igamma(rate, x)
gap = tf.reduce_sum((cdf - empirical) ** 2) + tf.reduce_mean(tail)
