# source: constructed (a list of losses averaged with np.mean)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 7, "b": 7}
# notes: np.mean of a list of tensors is a NumPy scalar, so the target is no tensor although it prints like one.
# --- setup ---
import numpy as np
import tensorflow as tf

w, b = tf.Variable([0.6, 0.4]), tf.Variable(0.1)
data = np.random.default_rng(2).normal(size=(6, 3)).astype("float32")
# --- cell ---
losses = []
for fold in np.split(data, 3):
    pred = fold[:, :2] @ w[:, None] + b
    losses.append(tf.reduce_mean((pred - fold[:, 2:]) ** 2))
best = min(range(3), key=lambda i: losses[i])
print("best fold", best)
loss = np.mean(losses)
