# source: https://github.com/tensorflow/tensorflow/issues/47469
# target: loss
# sources: bias, w
# expect: {"bias": "not_connected", "w": "ok"}
# culprit: {"bias": 5}
# notes: The bias is printed and checked with NumPy; other NumPy numbers enter the loss, the bias does not.
# --- setup ---
import numpy as np
import tensorflow as tf
bias, w = tf.Variable([0.1, 0.2]), tf.Variable([[1.0], [0.5]])
x = np.array([[1.0, 2.0], [3.0, 4.0]], dtype="float32")
# --- cell ---
print(f"bias mean {bias.numpy().mean():.3f}")
if np.any(np.isnan(bias)):
    raise ValueError("bias is not a number")
offset = np.float32(0.5) * np.mean(x)
loss = tf.reduce_mean(tf.square(x @ w + offset))
