# source: constructed
# target: loss
# sources: w, gamma
# expect: {"w": "ok", "gamma": "ok"}
# notes: Comparisons and casts of labels make masks; the weights are not touched by them (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w, gamma = tf.Variable([[0.4], [0.8]]), tf.Variable(2.0)
x, y = tf.constant([[1.0, 0.5], [-1.0, 2.0], [0.3, -0.2]]), tf.constant([[1], [0], [1]])
# --- cell ---
p = tf.sigmoid(x @ w)
pos = tf.cast(tf.equal(y, 1), tf.float32)
pt = pos * p + (1.0 - pos) * (1.0 - p)
loss = -tf.reduce_mean((1.0 - pt) ** gamma * tf.math.log(pt))
print("accuracy", np.mean((p.numpy() > 0.5) == (y.numpy() == 1)))
