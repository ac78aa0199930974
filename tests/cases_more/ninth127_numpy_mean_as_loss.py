# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 2, "b": 2}
# notes: np.mean applied to a tensor returns a NumPy number, which cannot be a target.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
b = tf.Variable([0.5])
x = tf.constant([[0.1, 0.2], [0.3, 0.4]])
# --- cell ---
err = x @ w + b - 1.0
loss = np.mean(np.square(err))
