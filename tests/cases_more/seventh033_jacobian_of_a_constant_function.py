# source: https://github.com/tensorflow/tensorflow/issues/43043
# target: value
# sources: c, slope
# options: --watch c
# expect: {"c": "not_connected", "slope": "ok"}
# culprit: {"c": 3}
# notes: The compiled function ignores its argument and returns a constant, so only the factor behind it has a gradient.
# --- setup ---
import tensorflow as tf

@tf.function
def foo(val):
    return tf.constant([[3.0], [4.0]], dtype=tf.float64)
c = tf.constant([[1.0], [2.0]], dtype=tf.float64)
slope = tf.Variable(0.5, dtype=tf.float64)
# --- cell ---
f = foo(c)
tf.debugging.assert_equal(tf.shape(f), tf.shape(c))
value = slope * f
