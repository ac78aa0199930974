# source: constructed (numerical integration)
# target: area
# sources: lower, upper, step, power
# expect: {"lower": "ok", "upper": "ok", "step": "registered_not_differentiable", "power": "ok"}
# culprit: {"step": 2}
# notes: tf.linspace is made of arithmetic and carries its end points; tf.range with a float step is not differentiable.
# --- setup ---
import tensorflow as tf

lower, upper, step, power = tf.Variable(0.1), tf.Variable(2.0), tf.Variable(0.25), tf.Variable(1.5)
def trapezoid(x, y):
    return tf.reduce_sum((x[1:] - x[:-1]) * (y[1:] + y[:-1])) / 2.0
# --- cell ---
fine = tf.linspace(lower, upper, 9)
coarse = tf.range(0.0, 1.0, step)
curves = [(g, tf.exp(-g) * (g + 0.01) ** power) for g in (fine, coarse)]
area = tf.add_n([trapezoid(x, y) for x, y in curves])
