# source: constructed (tf.searchsorted in a piecewise linear and a piecewise constant table)
# target: loss
# sources: knots, steps, x, levels
# expect: {"knots": "ok", "steps": "integer_dtype", "x": "ok", "levels": "ok"}
# culprit: {"steps": 6}
# notes: The interpolated table uses the knots as numbers too; the staircase uses its steps only to find the index.
# --- setup ---
import tensorflow as tf

knots, steps = tf.Variable([0.0, 1.0, 2.0, 4.0]), tf.Variable([0.5, 1.5])
x, levels = tf.Variable([0.3, 1.7, 2.4]), tf.Variable([0.1, 0.4, 0.9])
heights = tf.constant([0.0, 2.0, 3.0, 3.5])
# --- cell ---
right = tf.searchsorted(knots, x)
left = right - 1
x0, x1 = tf.gather(knots, left), tf.gather(knots, right)
y0, y1 = tf.gather(heights, left), tf.gather(heights, right)
smooth = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
floor_value = tf.gather(levels, tf.searchsorted(steps, x))
loss = tf.reduce_sum(tf.square(smooth - floor_value))
