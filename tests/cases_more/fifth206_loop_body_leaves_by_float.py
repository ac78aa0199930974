# source: https://github.com/tensorflow/tensorflow/issues/15403
# target: loss
# sources: x0, step
# expect: {"x0": "left_tensorflow", "step": "ok"}
# culprit: {"x0": 2}
# notes: An eager while_loop whose body takes the slope as a float.
# --- setup ---
import tensorflow as tf
x0, step = tf.Variable(2.0), tf.Variable(0.1)
# --- cell ---
def body(i, x):
    slope = 2.0 * float(x)
    return i + 1, tf.constant(float(i)) * 0.0 + slope * step
_, x = tf.while_loop(lambda i, x: i < 2, body, [tf.constant(0), x0])
loss = x ** 2
