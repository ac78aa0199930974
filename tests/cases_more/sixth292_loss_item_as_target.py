# source: constructed on a guide
# target: total
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 4, "b": 4}
# notes: The running total is a Python float.
# --- setup ---
import numpy as np
import tensorflow as tf
w, b = tf.Variable(0.3), tf.Variable(0.1)
batches = [(1.0, 2.0), (2.0, 3.5), (3.0, 5.0)]
# --- cell ---
total = 0.0
for xb, yb in batches:
    loss = (w * xb + b - yb) ** 2
    total += loss.numpy().item()
