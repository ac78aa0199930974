# source: constructed
# target: loss
# sources: w1, w2, w3
# options: --no-watch-accessed
# expect: {"w1": "not_watched", "w2": "ok", "w3": "ok"}
# culprit: {"w1": 2}
# notes: Automatic watching is off; the list in the cell forgets w1.
# --- setup ---
import tensorflow as tf

w1, w2, w3 = tf.Variable([[0.5, 0.2]]), tf.Variable([[0.3], [0.4]]), tf.Variable(0.1)
x = tf.constant([[1.0], [2.0]])
# --- cell ---
tape.watch([w2, w3])
h = tf.tanh(x @ w1)
loss = tf.reduce_mean((h @ w2 + w3) ** 2)
