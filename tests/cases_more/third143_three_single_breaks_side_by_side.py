# source: constructed (soft tree with three uses of one split)
# target: loss
# sources: split, leaf
# expect: {"split": "registered_not_differentiable", "leaf": "ok"}
# culprit: {"split": 1}
# notes: Three ways for the split with one break each: a comparison (first), a NumPy margin (second), a stopped regulariser (third).
# --- setup ---
import numpy as np
import tensorflow as tf

split = tf.Variable(0.3)
leaf = tf.Variable([0.2, 0.8])
x = tf.constant([0.1, 0.5, 0.9, 0.25])
y = tf.constant([0.0, 1.0, 1.0, 0.0])
# --- cell ---
right = tf.cast(x > split, tf.float32)
pred = (1.0 - right) * leaf[0] + right * leaf[1]
margin = np.abs(x - split).min()
prior = tf.square(tf.stop_gradient(split) - 0.5)
loss = tf.reduce_mean((pred - y) ** 2) + 0.01 * (prior - margin)
