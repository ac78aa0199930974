# source: constructed on a guide
# target: mse
# sources: gain, bias, x
# expect: {"gain": "left_tensorflow", "bias": "ok", "x": "ok"}
# culprit: {"gain": 4}
# options: --watch x
# notes: A caching decorator returns host arrays.
# --- setup ---
import numpy as np
import tensorflow as tf
import functools
gain = tf.Variable([1.0, 0.5])
bias = tf.Variable(0.2)
x = tf.constant([2.0, 3.0])
# --- cell ---
def to_host(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        return np.asarray(fn(*a, **k))
    return inner

@to_host
def calibrate(v, *, g):
    "multiply readings by the gain"
    return tf.multiply(v, g)

const = tf.reduce_mean(x)
fit = calibrate(tf.ones(2), g=gain) + bias
mse = tf.reduce_mean((fit * const - 1.0) ** 2)
