# source: constructed on a guide
# target: best
# sources: a, b, c
# expect: {"a": "left_tensorflow", "b": "left_tensorflow", "c": "ok"}
# culprit: {"a": 4, "b": 4}
# notes: The risk of two portfolios is evaluated as floats in a thread pool.
# --- setup ---
import numpy as np
import tensorflow as tf
from concurrent.futures import ThreadPoolExecutor
a, b = tf.Variable([0.2, 0.8]), tf.Variable([0.6, 0.4])
c = tf.Variable(0.5)
cov = np.array([[0.1, 0.02], [0.02, 0.2]], "float32")
# --- cell ---
def risk(w):
    return float(w @ cov @ w)

arrays = [a.numpy(), b.numpy()]
with ThreadPoolExecutor(max_workers=1) as pool:
    r1, r2 = pool.map(risk, arrays)
best = c * r1 + (1.0 - c) * r2
