# source: https://www.tensorflow.org/api_docs/python/tf/math/betainc
# target: tail
# sources: x, a, b, shape
# expect: {"x": "ok", "a": "registered_not_differentiable", "b": "registered_not_differentiable", "shape": "ok"}
# culprit: {"a": 1, "b": 1}
# notes: The regularised incomplete beta function has a gradient for x only; igamma, beside it, has one for both arguments.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([2.0, 3.0]), tf.Variable([1.5, 0.7])
x = tf.Variable([0.3, 0.6])
shape = tf.Variable(2.2)
# --- cell ---
reached = tf.math.betainc(a, b, x)
waited = tf.math.igammac(shape, 4.0 * x)
tail = tf.reduce_sum(tf.math.log1p(reached) * waited)
