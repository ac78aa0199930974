# source: constructed (micro-batch losses summed in a Python float)
# target: total
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 5, "b": 5}
# notes: The micro-batch losses are added up as numbers, so the thing that is differentiated is a Python float.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(45)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
b = tf.Variable([0.1])
x, y = rng.normal(size=(6, 3)).astype("float32"), rng.normal(size=(6, 1)).astype("float32")
# --- cell ---
total, rounds = 0.0, 0
for start in range(0, 6, 2):
    batch, truth = x[start:start + 2], y[start:start + 2]
    loss = tf.reduce_mean((batch @ w + b - truth) ** 2)
    total += loss.numpy().item()
    rounds += 1
print(f"{rounds} micro batches")
