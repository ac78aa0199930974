# source: constructed (loop that keeps a list of losses)
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 4, "b": 4}
# notes: list.append returns None and the result is assigned to loss.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
b = tf.Variable([0.2])
x, y = tf.constant(rng.normal(size=(4, 2)).astype("float32")), tf.zeros([4, 1])
history = []
# --- cell ---
pred = tf.nn.elu(x @ w + b)
mse = tf.reduce_mean((pred - y) ** 2)
mae = tf.reduce_mean(tf.abs(pred - y))
loss = history.append(0.5 * mse + 0.5 * mae)
print(len(history), "losses so far")
