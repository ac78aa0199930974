# source: constructed (SciPy-like filter in numpy_function)
# target: roughness
# sources: signal, weight
# expect: {"signal": "left_tensorflow", "weight": "ok"}
# culprit: {"signal": 1}
# notes: tf.numpy_function looks like an operation, but what it returns has no history.
# --- setup ---
import numpy as np
import tensorflow as tf

signal = tf.Variable([0.0, 1.0, 0.5, -0.5, 0.25])
weight = tf.Variable(2.0)
def smooth(a):
    return np.convolve(a, np.ones(3) / 3.0, mode="same").astype("float32")
# --- cell ---
calm = tf.numpy_function(smooth, [signal], tf.float32)
roughness = weight * tf.reduce_sum(calm ** 2)
