# source: constructed (watch_accessed_variables=False and no watch)
# target: loss
# sources: w, b
# options: --no-watch-accessed
# expect: {"w": "not_watched", "b": "not_watched"}
# notes: Automatic watching was turned off to save memory, and tape.watch was forgotten.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.1)
x = tf.constant([0.5, 0.5])
# --- cell ---
pred = tf.tensordot(w, x, 1) + b
loss = tf.nn.softplus(-pred)
