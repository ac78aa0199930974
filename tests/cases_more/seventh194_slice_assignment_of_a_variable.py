# source: https://www.tensorflow.org/guide/tensor_slicing
# target: loss
# sources: patch, canvas, rim, colour
# expect: {"patch": "stateful_op", "canvas": "ok", "rim": "ok", "colour": "ok"}
# culprit: {"patch": 1}
# notes: A slice of the canvas variable is assigned in place; tensor_scatter_nd_update puts the colour in without state.
# --- setup ---
import tensorflow as tf

canvas = tf.Variable(tf.ones([4, 4]) * 0.2)
patch = tf.Variable([[0.5, 0.6], [0.7, 0.8]])
rim, colour = tf.Variable(0.1), tf.Variable([0.9, 0.3])
# --- cell ---
canvas[1:3, 1:3].assign(tf.tanh(patch))
painted = tf.tensor_scatter_nd_update(canvas, [[0, 0], [3, 3]], colour)
framed = painted[1:-1, 1:-1] + rim
corner = painted[::3, ::3]
loss = tf.reduce_sum(framed ** 2) + tf.linalg.trace(corner)
