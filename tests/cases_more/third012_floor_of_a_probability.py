# source: https://github.com/tensorflow/tensorflow/issues/8625
# target: loss
# sources: w, b, l2
# expect: {"w": "registered_not_differentiable", "b": "registered_not_differentiable", "l2": "ok"}
# culprit: {"w": 2, "b": 2}
# notes: Predictions are made with tf.floor instead of the probability itself.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
b = tf.Variable([0.2])
l2 = tf.Variable(0.01)
x = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
y_true = tf.constant([[0.0], [1.0], [1.0], [0.0], [1.0], [0.0]])
# --- cell ---
y_prob = tf.sigmoid(x @ w + b)
y_pred = tf.floor(y_prob + 0.5)
error = tf.reduce_mean(tf.abs(y_true - y_pred))
loss = error + l2 * 0.5
