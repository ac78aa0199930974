# source: constructed (watch_accessed_variables=False)
# target: mse
# sources: w1, w2
# options: --no-watch-accessed --watch w2
# expect: {"w1": "not_watched", "w2": "ok"}
# notes: Automatic watching is off and only the second weight was listed by hand.
# --- setup ---
import tensorflow as tf

w1 = tf.Variable([[0.3, -0.2], [0.1, 0.8]])
w2 = tf.Variable([[1.0], [0.5]])
x = tf.constant([[1.0, 2.0], [0.0, -1.0]])
# --- cell ---
hidden = tf.tanh(x @ w1)
mse = tf.reduce_mean((hidden @ w2 - 1.0) ** 2)
