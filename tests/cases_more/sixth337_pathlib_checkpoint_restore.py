# source: constructed on a guide
# target: loss
# sources: w, saved
# expect: {"w": "ok", "saved": "stateful_op"}
# culprit: {"saved": 2}
# notes: A checkpoint object restores the value of one variable into another in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([1.0, 1.0])
saved = tf.Variable([4.0, 2.0])
x = tf.constant([0.2, 0.1])
# --- cell ---
before = w.read_value()
w.assign(saved * 0.5)
loss = tf.square(tf.reduce_sum(w * x)) + tf.reduce_sum(before)
