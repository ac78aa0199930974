# source: constructed
# target: loss
# sources: a, b, c, d
# expect: {"a": "ok", "b": "left_tensorflow", "c": "ok", "d": "recording_stopped"}
# culprit: {"b": 2, "d": 5}
# notes: tf.py_function keeps the gradient of what is computed in TensorFlow inside; tf.numpy_function never does; the term of d is computed while recording is paused.
# --- setup ---
import numpy as np
import tensorflow as tf

a = tf.Variable([0.5, 1.0])
b = tf.Variable([2.0, 3.0])
c = tf.Variable(1.0)
d = tf.Variable([1.0, 1.0])
# --- cell ---
left = tf.py_function(lambda t: tf.exp(-t), [a], tf.float32)
right = tf.numpy_function(lambda t: np.exp(-t), [b], tf.float32)
with tape.stop_recording():
    norm = tf.reduce_sum(left)
    d_term = tf.linalg.norm(d)
loss = c * tf.reduce_sum(left * right) + d_term / norm
