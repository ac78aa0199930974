# source: constructed (training loop that keeps floats)
# target: epoch_loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 5, "b": 5}
# notes: The batch losses are collected with .item(); the mean of them is a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
b = tf.Variable([0.0])
batches = [(tf.constant(rng.normal(size=(3, 2)).astype("float32")), tf.ones([3, 1])) for _ in range(3)]
# --- cell ---
losses = []
for xb, yb in batches:
    batch_loss = tf.reduce_mean((xb @ w + b - yb) ** 2)
    losses.append(batch_loss.numpy().item())
epoch_loss = np.mean(losses)
