# source: constructed (activation written with np.exp)
# target: loss
# sources: w, b, out_w
# expect: {"w": "left_tensorflow", "b": "left_tensorflow", "out_w": "ok"}
# culprit: {"w": 2, "b": 2}
# notes: A NumPy ufunc accepts a tensor and answers with an array.
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([[0.2, -0.4], [0.6, 0.1]])
b = tf.Variable([0.1, 0.1])
out_w = tf.Variable([[1.0], [-1.0]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
z = x @ w + b
a = 1.0 / (1.0 + np.exp(-z))
loss = tf.reduce_sum(tf.square(tf.matmul(a, out_w)))
