# source: constructed (np is TensorFlow's own NumPy module)
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: np looks like NumPy, but it is tf.experimental.numpy, whose functions the tape records (no false alarm).
# --- setup ---
import tensorflow as tf
import tensorflow.experimental.numpy as np

w, b = tf.Variable([[0.5], [1.5]]), tf.Variable([0.1])
x = np.array([[1.0, 2.0], [3.0, 4.0]], dtype=np.float32)
# --- cell ---
pred = np.matmul(x, w) + b
loss = np.mean(np.square(pred - 1.0))
