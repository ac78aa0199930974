# source: constructed
# target: loss
# sources: w, reg
# expect: {"w": "left_tensorflow", "reg": "ok"}
# culprit: {"w": 2}
# notes: np.sum over a list of loss tensors gives a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

w, reg = tf.Variable([0.2, 0.4]), tf.Variable(0.01)
batches = [tf.constant([1.0, 2.0]), tf.constant([0.5, 0.5])]
# --- cell ---
parts = [tf.reduce_sum((w * xb - 1.0) ** 2) for xb in batches]
data_loss = np.sum(parts)
loss = data_loss + reg * 3.0
