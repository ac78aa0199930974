# source: constructed (NumPy array times variable)
# target: out
# sources: w_right, w_left, w_dot, w_ufunc, w_ein
# expect: {"w_right": "ok", "w_left": "ok", "w_dot": "left_tensorflow", "w_ufunc": "left_tensorflow", "w_ein": "ok"}
# culprit: {"w_dot": 3, "w_ufunc": 4}
# notes: array @ variable and array * variable come back as tensors because of the operator priority; np.dot and np.multiply return arrays.
# --- setup ---
import numpy as np
import tensorflow as tf

A = np.array([[1.0, 2.0], [0.5, -1.0]], dtype="float32")
row = A[0]
w_right, w_left = tf.Variable([[0.3], [0.2]]), tf.Variable([1.0, 2.0])
w_dot, w_ufunc = tf.Variable([0.5, 0.6]), tf.Variable([1.5, 0.1])
w_ein = tf.Variable([0.4, 0.9])
# --- cell ---
p = tf.squeeze(A @ w_right, 1)
q = row * w_left
r = np.dot(A, w_dot)
s = np.multiply(row, w_ufunc)
t = tf.einsum("ij,j->i", A, w_ein)
out = tf.reduce_sum(p * r) + tf.reduce_sum(q * s) + tf.reduce_prod(t)
