# source: constructed (code as an engineer structures it)
# target: loss
# sources: w_first, w_second, w_third
# expect: {"w_first": "not_connected", "w_second": "not_connected", "w_third": "ok"}
# notes: The lambdas in the list share one loop variable, so each of the three layers multiplies with the third matrix.
# --- setup ---
import tensorflow as tf

w_first = tf.Variable([[0.5, 0.1], [0.2, -0.4]])
w_second = tf.Variable([[0.3, -0.3], [0.7, 0.2]])
w_third = tf.Variable([[-0.6, 0.4], [0.1, 0.8]])
x = tf.constant([[1.0, -1.0], [0.5, 2.0]])
# --- cell ---
blocks = []
for matrix in (w_first, w_second, w_third):
    blocks.append(lambda h: tf.tanh(h @ matrix) + h)
h = x
for block in blocks:
    h = block(h)
loss = tf.reduce_mean(h ** 2)
