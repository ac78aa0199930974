# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: beta, x
# expect: {"beta": "left_tensorflow", "x": "ok"}
# culprit: {"beta": 1}
# notes: A lambda's default binds the number.
# --- setup ---
import tensorflow as tf
beta, x = tf.Variable(1.5), tf.Variable([1.0, -2.0])
def apply(fn, value):
    return fn(value)
# --- cell ---
swish = lambda t, b=beta.numpy(): t * tf.sigmoid(b * t)
loss = tf.reduce_sum(apply(swish, x))
