# source: constructed (tf.data reduce)
# target: loss
# sources: w, lam, start
# expect: {"w": "stateful_op", "lam": "ok", "start": "stateful_op"}
# culprit: {"w": 1, "start": 1}
# notes: Dataset.reduce runs its function inside of the pipeline: neither the captured weight nor the initial state comes back with a gradient.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

w, lam, start = tf.Variable([0.5, -1.0]), tf.Variable(0.1), tf.Variable(0.0)
rows = np.random.default_rng(831).normal(size=(6, 2)).astype("float32")
data = tf.data.Dataset.from_tensor_slices(rows)
def accumulate(total, row):
    return total + (tf.tensordot(row, w, 1) - 1.0) ** 2
# --- cell ---
fit = data.reduce(start, accumulate)
loss = fit / 6.0 + lam * 2.0
