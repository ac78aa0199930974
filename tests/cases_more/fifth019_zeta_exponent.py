# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: value
# sources: s, q, k
# expect: {"s": "registered_not_differentiable", "q": "ok", "k": "ok"}
# culprit: {"s": 1}
# notes: zeta(x, q) is differentiated by q only; the gradient function returns None for x.
# --- setup ---
import tensorflow as tf
s = tf.Variable(2.5)
q = tf.Variable(1.3)
k = tf.Variable(0.5)
# --- cell ---
tail = tf.math.zeta(s, q)
value = k * tf.math.log(tail) + k ** 2
