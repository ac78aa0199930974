# source: constructed (likelihood with the regularised incomplete beta function)
# target: tail
# sources: a, x
# expect: {"a": "registered_not_differentiable", "x": "ok"}
# culprit: {"a": 1}
# notes: The gradient function of betainc returns nothing for the two shape parameters, only for x.
# --- setup ---
import tensorflow as tf

a = tf.Variable(2.0)
x = tf.Variable(0.3)
# --- cell ---
cdf = tf.math.betainc(a, 3.0, x)
tail = -tf.math.log(1.0 - cdf)
