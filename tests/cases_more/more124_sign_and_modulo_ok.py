# source: constructed (operations with a zero or partial derivative)
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: tf.sign has a gradient, though it is zero, and % has one too: both sources get a tensor (no false alarm).
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([-0.3, 0.8]), tf.Variable([2.5, 7.5])
# --- cell ---
binary = tf.sign(a)
loss = tf.reduce_sum(binary) + tf.reduce_sum(b % 2.0)
