# source: constructed (custom robust loss written with NumPy)
# target: loss
# sources: w, shrink
# expect: {"w": "left_tensorflow", "shrink": "ok"}
# culprit: {"w": 3}
# notes: np.where accepts tensors and returns an array, so the loss is a number for the tape.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([0.5, -1.5])
shrink = tf.Variable(0.05)
X = tf.constant([[1.0, 2.0], [3.0, 1.0], [0.0, 1.0]])
y = tf.constant([0.0, 1.0, -1.0])
# --- cell ---
err = tf.linalg.matvec(X, w) - y
size = tf.abs(err)
robust = np.where(size < 1.0, 0.5 * err ** 2, size - 0.5)
loss = tf.reduce_mean(robust) + shrink * shrink
