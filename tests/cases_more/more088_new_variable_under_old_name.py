# source: constructed (update written as a new tf.Variable)
# target: loss
# sources: w, b
# expect: {"w": "replaced_by_tensor", "b": "ok"}
# culprit: {"w": 3}
# notes: After the loss the name w gets a new variable instead of w.assign(...). Also defensible: wrong object.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.5, -0.5]), tf.Variable(0.1)
x = tf.constant([1.0, 2.0])
# --- cell ---
pred = tf.reduce_sum(w * x) + b
loss = (pred - 2.0) ** 2
w = tf.Variable(w * 0.9)
