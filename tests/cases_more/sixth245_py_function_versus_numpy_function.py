# source: constructed on a guide
# target: y
# sources: a, b, c
# expect: {"a": "ok", "b": "left_tensorflow", "c": "ok"}
# culprit: {"b": 2}
# notes: tf.py_function keeps the gradient, tf.numpy_function does not.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b, c = tf.Variable(0.5), tf.Variable(1.5), tf.Variable(2.5)

def np_log1p(v):
    return np.log1p(v).astype("float32")
# --- cell ---
left = tf.py_function(lambda v: tf.math.log1p(v), [a], tf.float32)
right = tf.numpy_function(np_log1p, [b], tf.float32)
left.set_shape([])
right.set_shape([])
y = c * (left + right)
