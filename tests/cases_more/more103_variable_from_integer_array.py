# source: constructed (tf.Variable from np.array of whole numbers)
# target: y
# sources: coeff, x
# expect: {"coeff": "integer_dtype", "x": "ok"}
# notes: The coefficients were typed as whole numbers, so NumPy and then TensorFlow made them int64.
# --- setup ---
import numpy as np
import tensorflow as tf

coeff = tf.Variable(np.array([2, -1, 3]))
x = tf.Variable(1.5, dtype=tf.float64)
# --- cell ---
c = tf.cast(coeff, x.dtype)
y = c[0] + c[1] * x + c[2] * x ** 2
