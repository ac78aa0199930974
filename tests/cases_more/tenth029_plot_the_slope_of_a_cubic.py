# source: constructed
# target: curve
# sources: xs, coef, degree
# expect: {"xs": "not_watched", "coef": "ok", "degree": "integer_dtype"}
# culprit: {"xs": 1}
# notes: Homework: slope of a cubic at the plotting points; the points are a fresh constant, the degree an integer variable.
# --- setup ---
import tensorflow as tf

coef = tf.Variable(0.5)
degree = tf.Variable(3)
# --- cell ---
xs = tf.linspace(-2.0, 2.0, 9)
power = tf.cast(degree, xs.dtype)
curve = coef * tf.pow(xs, power) - xs
