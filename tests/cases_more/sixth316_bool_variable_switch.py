# source: constructed on a guide
# target: y
# sources: on, w, v, mask
# expect: {"on": "integer_dtype", "w": "ok", "v": "not_taken_branch", "mask": "integer_dtype"}
# culprit: {"v": 1}
# notes: Boolean variables: one in a Python if, one in boolean_mask.
# --- setup ---
import numpy as np
import tensorflow as tf
on = tf.Variable(True)
mask = tf.Variable([True, False, True])
w, v = tf.Variable([1.0, 2.0, 3.0]), tf.Variable([4.0, 5.0, 6.0])
# --- cell ---
src = w if on else v
y = tf.reduce_sum(tf.boolean_mask(src, mask) ** 2)
