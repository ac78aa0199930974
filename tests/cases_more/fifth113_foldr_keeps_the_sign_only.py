# source: https://github.com/tensorflow/tensorflow/issues/7643
# target: loss
# sources: xs, start
# expect: {"xs": "registered_not_differentiable", "start": "ok"}
# culprit: {"xs": 2}
# notes: A fold that looks only at the sign of its elements.
# --- setup ---
import tensorflow as tf
xs = tf.Variable([0.5, -0.2, 1.5])
start = tf.Variable(1.0)
# --- cell ---
def fold(acc, x):
    up = tf.cast(tf.greater(x, 0.0), tf.float32)
    return acc * (1.0 + 0.1 * up)
capital = tf.foldr(fold, xs, initializer=start)
loss = tf.square(capital - 2.0)
