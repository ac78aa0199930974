# source: https://github.com/tensorflow/tensorflow/issues/12570
# target: loss
# sources: a, b, cut, alpha
# expect: {"a": "registered_not_differentiable", "b": "registered_not_differentiable", "cut": "ok", "alpha": "ok"}
# culprit: {"a": 1, "b": 1}
# notes: The incomplete beta function has a gradient for its last argument only; the incomplete gamma function next to it also has one for its shape.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([2.0, 0.7]), tf.Variable([1.5, 3.0])
cut = tf.Variable([0.3, 0.6])
alpha = tf.Variable(1.8)
# --- cell ---
beta_cdf = tf.math.betainc(a, b, cut)
gamma_cdf = tf.math.igamma(alpha, 2.0 * cut)
loss = tf.reduce_sum((beta_cdf - 0.5) ** 2) + tf.reduce_mean(gamma_cdf)
