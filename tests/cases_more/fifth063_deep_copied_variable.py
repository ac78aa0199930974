# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: w, b
# expect: {"w": "wrong_object", "b": "ok"}
# culprit: {"w": 2}
# notes: The forward pass reads a deep copy of the variable, made in the cell.
# --- setup ---
import copy
import tensorflow as tf
w = tf.Variable([1.0, 2.0])
b = tf.Variable(0.3)
x = tf.constant([0.5, 0.25])
# --- cell ---
trial = copy.deepcopy(w)
score = tf.reduce_sum(x * trial) + b
loss = tf.square(score)
