# source: constructed (variable read in several ways)
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "ok"}
# notes: read_value, value and identity inside the tape all record the read of the variable (no false alarm).
# --- setup ---
import tensorflow as tf

a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
first, second = a.read_value(), b.value()
third = tf.identity(c)
loss = first * second + third ** 2
