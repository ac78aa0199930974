# source: https://github.com/tensorflow/tensorflow/issues/21925
# target: out
# sources: v, alpha, bias
# expect: {"v": "stateful_op", "alpha": "ok", "bias": "ok"}
# culprit: {"v": 2}
# notes: The updated variable still has a gradient, the value that was written into it has not.
# --- setup ---
import tensorflow as tf

v = tf.Variable(13.0)
alpha = tf.Variable([1.0, 2.0, 3.0])
bias = tf.Variable(0.1)
# --- cell ---
scaled = v * 0.5 + bias
updated = tf.compat.v1.scatter_update(alpha, [1], [scaled])
out = tf.reduce_sum(tf.square(alpha)) + bias
