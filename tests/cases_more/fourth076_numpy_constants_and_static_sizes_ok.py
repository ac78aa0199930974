# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: np.sqrt of a number, math.log of a static size, an array times a tensor, the builtin sum (no false alarm).
# --- setup ---
import math
import numpy as np
import tensorflow as tf

w, b = tf.Variable([[1.0, 2.0], [0.3, 0.1], [0.5, -1.0]]), tf.Variable([0.1, 0.2])
# --- cell ---
scale = math.sqrt(w.shape[0]) * np.log(w.shape[1])
rows = [np.float32(0.5) * tf.reduce_sum(r) for r in w]
mask = np.array([1.0, 0.0], "float32") * b
loss = sum(rows) / float(scale) + tf.reduce_sum(mask) * len(rows)
