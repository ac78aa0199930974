# source: https://github.com/tensorflow/tensorflow/issues/42167
# target: value
# sources: y_n, ridge
# expect: {"y_n": "computed_before_tape", "ridge": "ok"}
# culprit: {"y_n": 2}
# notes: The lambda only hands out a tensor that was computed when the cell above ran.
# --- setup ---
import tensorflow as tf

y_n = tf.Variable([1.0, 2.0, 3.0], name="dd")
ridge = tf.Variable(0.1)
cost = -tf.reduce_mean(tf.reduce_sum(tf.math.log(y_n), axis=0))
loss = lambda: cost
# --- cell ---
penalty = tf.square(ridge)
value = loss() + penalty
