# source: constructed on a guide
# target: out
# sources: gates, gain, mask
# expect: {"gates": "registered_not_differentiable", "gain": "ok", "mask": "integer_dtype"}
# culprit: {"gates": 1}
# notes: Gates are packed into bits; the mask is an integer variable.
# --- setup ---
import numpy as np
import tensorflow as tf
gates = tf.Variable([0.9, 0.1, 0.7, 0.4])
gain = tf.Variable([1.0, 2.0, 3.0, 4.0])
mask = tf.Variable(13)
# --- cell ---
on = tf.cast(gates > 0.5, tf.int32)
code = tf.reduce_sum(tf.bitwise.left_shift(on, tf.range(4)))
code = tf.bitwise.bitwise_and(code, mask)
bits = tf.bitwise.bitwise_and(tf.bitwise.right_shift(code, tf.range(4)), 1)
out = tf.reduce_sum(gain * tf.cast(bits, tf.float32))
