# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The map and the generator were made in the setup, but they run only now (no false alarm).
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5], [1.0]]), tf.Variable(0.2)
xs = [tf.constant([[1.0, 2.0]]), tf.constant([[3.0, -1.0]])]
lazy = map(lambda x: x @ w, xs)
shifted = (h + b for h in lazy)
# --- cell ---
total = tf.add_n(list(shifted))
loss = tf.reduce_sum(total ** 2)
