# source: constructed
# target: running
# sources: w, b
# expect: {"w": "stateful_op", "b": "stateful_op"}
# culprit: {"w": 4, "b": 4}
# notes: The running total over the loader is a variable which collects the losses by assign_add; it is used as the target.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(47)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
b = tf.Variable([0.0])
running = tf.Variable(0.0, trainable=False)
loader = [(rng.normal(size=(4, 3)).astype("float32"), rng.normal(size=(4, 1)).astype("float32")) for _ in range(3)]
# --- cell ---
running.assign(0.0)
for xb, yb in loader:
    batch_loss = tf.reduce_mean((xb @ w + b - yb) ** 2)
    running.assign_add(batch_loss)
