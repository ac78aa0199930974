# source: https://github.com/tensorflow/tensorflow/issues/30190
# target: loss
# sources: w, v
# expect: {"w": "left_tensorflow", "v": "ok"}
# culprit: {"w": 2}
# notes: The buffer protocol takes the values without any method being called.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([0.3, 0.7, -0.2, 0.9])
v = tf.Variable([1.0, 2.0, 3.0, 4.0])
# --- cell ---
hidden = tf.tanh(w * 2.0)
raw = memoryview(hidden)
again = np.frombuffer(raw, dtype="float32")
loss = tf.reduce_sum(v * again)
