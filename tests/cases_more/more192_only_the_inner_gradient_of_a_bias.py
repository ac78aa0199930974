# source: constructed (gradient of a gradient, linear part)
# target: curvature
# sources: slope, quad
# expect: {"slope": "not_connected", "quad": "ok"}
# culprit: {"slope": 6}
# notes: The second derivative of a parabola does not contain its linear coefficient.
# --- setup ---
import tensorflow as tf

slope, quad = tf.Variable(2.0), tf.Variable(0.7)
x = tf.Variable(1.3)
# --- cell ---
with tf.GradientTape() as second:
    with tf.GradientTape() as first:
        y = slope * x + quad * x * x
    dy = first.gradient(y, x)
d2y = second.gradient(dy, x)
curvature = d2y ** 2
