# source: constructed
# target: loss
# sources: w
# expect: {"w": "ok"}
# notes: A warm-up call is dropped with tape.reset(); the real forward pass comes after it (no false alarm).
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.5, -0.5])
x = tf.constant([1.0, 2.0])
# --- cell ---
warm = tf.round(tf.reduce_sum(w * x))
tape.reset()
loss = tf.square(tf.reduce_sum(w * x) - 1.0)
