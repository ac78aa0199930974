# source: https://github.com/tensorflow/tensorflow/issues/47288
# target: loss
# sources: w, x, b
# expect: {"w": "left_tensorflow", "x": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1, "x": 1}
# notes: The simulated function takes one tensor as input and reads another variable itself.
# --- setup ---
import numpy as np
import tensorflow as tf
w, x, b = tf.Variable([0.5, 2.0]), tf.Variable([1.0, 3.0]), tf.Variable(0.1)
def simulate(state):
    return np.tanh(state * w.numpy()).astype("float32")
# --- cell ---
out = tf.numpy_function(simulate, [x], tf.float32)
loss = tf.reduce_sum(out) * b + b
