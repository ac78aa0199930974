# source: constructed on a guide
# target: y
# sources: route, lo, hi
# expect: {"route": "integer_dtype", "lo": "ok", "hi": "ok"}
# culprit: {"route": 3}
# notes: Inside a tf.function every branch of switch_case is traced, so both experts have gradients (zeros); the router index is an integer.
# --- setup ---
import numpy as np
import tensorflow as tf
route = tf.Variable(0.8)
lo, hi = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
# --- cell ---
@tf.function
def expert(r, x):
    idx = tf.cast(r * 1.9, tf.int32)
    return tf.switch_case(idx, {0: lambda: tf.reduce_sum(lo * x), 1: lambda: tf.reduce_sum(hi * x)})

x = tf.constant([0.5, -1.0])
y = tf.tanh(expert(route, x))
