# source: https://github.com/tensorflow/tensorflow/issues/35012
# target: d3y
# sources: x, base, steps, offset
# expect: {"x": "ok", "base": "ok", "steps": "integer_dtype", "offset": "not_connected"}
# culprit: {"offset": 7}
# notes: Three nested tapes around a compiled loop work; the constant term disappears with the first derivative and the number of rounds is an integer.
# --- setup ---
import tensorflow as tf

x, base, offset = tf.Variable(1.3), tf.Variable(0.9), tf.Variable(5.0)
steps = tf.Variable(4)
@tf.function
def power(v, n):
    y = tf.ones_like(v)
    for _ in tf.range(n):
        y = y * v * base
    return y
# --- cell ---
with tf.GradientTape() as t3:
    with tf.GradientTape() as t2:
        with tf.GradientTape() as t1:
            y = power(x, steps) + offset
        dy = t1.gradient(y, x)
    d2y = t2.gradient(dy, x)
d3y = t3.gradient(d2y, x)
