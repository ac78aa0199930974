# source: constructed on a guide
# target: loss2
# sources: a, b, x
# expect: {"a": "ok", "b": "computed_before_tape", "x": "ok"}
# culprit: {"b": 4}
# options: --watch x
# notes: A second phase after tape.reset watches x again; b was only used before.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b = tf.Variable(2.0), tf.Variable(3.0)
x = tf.constant([1.0, 2.0])
# --- cell ---
prior = tf.exp(-b)
tape.reset()
tape.watch(x)
loss2 = tf.reduce_sum(a * x ** 2) + prior
