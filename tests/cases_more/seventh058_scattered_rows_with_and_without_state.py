# source: https://github.com/tensorflow/tensorflow/issues/12473
# target: grid_energy
# sources: W, b
# expect: {"W": "ok", "b": "stateful_op"}
# culprit: {"b": 3}
# notes: Predictions are added to a canvas twice: by the functional tensor_scatter_nd_add and in place by the variable's own method.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(32)
W = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
b = tf.Variable(rng.normal(size=(4,)).astype("float32"))
x = tf.Variable(rng.normal(size=(2, 2)).astype("float32"))
canvas = tf.Variable(tf.zeros([3, 4]), trainable=False)
# --- cell ---
pred_w = tf.tanh(x @ W)
pred_b = tf.sigmoid(b) * tf.ones([2, 1])
canvas.scatter_nd_add([[0], [2]], pred_b)
picture = tf.tensor_scatter_nd_add(canvas, [[0], [1]], pred_w)
grid_energy = tf.reduce_sum(picture ** 2) + 0.01 * tf.reduce_sum(x ** 2)
