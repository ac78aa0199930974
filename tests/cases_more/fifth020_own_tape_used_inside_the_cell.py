# source: https://github.com/tensorflow/tensorflow/issues/29942
# target: residual
# sources: w1, b1, b2
# expect: {"w1": "ok", "b1": "ok", "b2": "not_connected"}
# culprit: {"b2": 4}
# options: --persistent
# notes: The derivative is taken inside the running (persistent) tape; the last bias drops out of it.
# --- setup ---
import tensorflow as tf
w1 = tf.Variable([[0.3, -0.6, 0.9]])
b1 = tf.Variable([0.1, 0.2, -0.3])
w2 = tf.Variable([[0.5], [-1.0], [0.7]])
b2 = tf.Variable([0.4])
t = tf.constant([[0.1], [0.5], [0.9]])
# --- cell ---
tape.watch(t)
u = tf.tanh(t @ w1 + b1) @ w2 + b2
slope = tape.gradient(u, t)
residual = tf.reduce_mean(tf.square(slope + 2.0))
