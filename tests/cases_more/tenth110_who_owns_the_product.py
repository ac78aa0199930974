# source: constructed (NumPy operators versus NumPy functions on variables)
# target: y
# sources: p, q, r
# expect: {"p": "ok", "q": "left_tensorflow", "r": "ok"}
# culprit: {"q": 2}
# notes: ndarray * variable and ndarray @ variable defer to TensorFlow because of __array_priority__; np.multiply is called directly and converts its argument.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(12)
mask = np.array([1.0, 0.0, 1.0], dtype="float32")
mixing = rng.normal(size=(3, 3)).astype("float32")
p, q = tf.Variable([0.2, 0.3, 0.5]), tf.Variable([1.0, 2.0, 3.0])
r = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
# --- cell ---
left = mask * p
right = np.multiply(mask, q)
mixed = np.float32(0.5) * (mixing @ r)
y = tf.reduce_sum(left + right) + tf.norm(mixed)
