# source: https://github.com/tensorflow/probability/issues/903
# target: y
# sources: log_x, offset
# expect: {"log_x": "left_tensorflow", "offset": "ok"}
# culprit: {"log_x": 2}
# notes: The wrapped parameter turns into an array when TensorFlow converts it.
# --- setup ---
import numpy as np
import tensorflow as tf
class Positive:
    def __init__(self, raw):
        self.raw = raw
    def __array__(self, dtype=None, copy=None):
        return np.exp(self.raw.numpy()).astype(dtype or "float32")
log_x = tf.Variable([0.0, 0.5])
offset = tf.Variable([1.0, -1.0])
x = Positive(log_x)
# --- cell ---
shifted = offset * 2.0
product = tf.multiply(shifted, x)
y = tf.reduce_sum(product)
