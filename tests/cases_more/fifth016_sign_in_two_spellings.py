# source: https://github.com/larq/larq/pull/222
# target: out
# sources: w_sign, w_where, x
# expect: {"w_sign": "ok", "w_where": "registered_not_differentiable", "x": "ok"}
# culprit: {"w_where": 2}
# notes: tf.sign has a gradient (of zeros); the same function written with a comparison has none.
# --- setup ---
import tensorflow as tf
w_sign = tf.Variable([0.3, -0.2, 0.9])
w_where = tf.Variable([0.1, -0.7, 0.4])
x = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
def binarise(w):
    return tf.where(w >= 0.0, 1.0, -1.0)
first = tf.reduce_sum(tf.sign(w_sign) * x)
second = tf.reduce_sum(binarise(w_where) * x)
out = first * second
