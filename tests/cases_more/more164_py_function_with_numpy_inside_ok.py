# source: constructed (py_function whose body leaves TensorFlow)
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: The body goes through NumPy; py_function answers with zeros instead of None, so there is a gradient, if a useless one (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

a, b = tf.Variable([1.0, 4.0]), tf.Variable(2.0)
def root(v):
    return np.sqrt(v.numpy())
# --- cell ---
r = tf.py_function(root, [a], tf.float32)
loss = b * tf.reduce_sum(r)
