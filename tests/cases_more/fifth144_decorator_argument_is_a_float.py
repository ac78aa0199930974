# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: gain, w
# expect: {"gain": "left_tensorflow", "w": "ok"}
# culprit: {"gain": 1}
# notes: The exit stands in the argument of a decorator.
# --- setup ---
import functools
import tensorflow as tf
def amplified(factor):
    def wrap(fn):
        @functools.wraps(fn)
        def inner(*args):
            return factor * fn(*args)
        return inner
    return wrap
gain, w = tf.Variable(2.5), tf.Variable([0.1, 0.4])
# --- cell ---
@amplified(float(gain))
def activation(t):
    return tf.nn.swish(t)
loss = tf.reduce_sum(activation(w) ** 2)
