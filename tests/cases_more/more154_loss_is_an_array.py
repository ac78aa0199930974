# source: constructed (loss computed by NumPy as a whole)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 2, "b": 2}
# notes: np.mean returns a NumPy number, and tape.gradient raises.
# --- setup ---
import numpy as np
import tensorflow as tf

w, b = tf.Variable([0.5, 0.5]), tf.Variable(0.0)
x, y = tf.constant([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 0.0], "float32")
# --- cell ---
pred = tf.linalg.matvec(x, w) + b
loss = np.mean((y - pred.numpy()) ** 2)
