# source: constructed on a guide
# target: loss
# sources: w, scale, step
# expect: {"w": "ok", "scale": "ok", "step": "integer_dtype"}
# notes: assign_add returns the new value, read afterwards; the step variable is an integer counter.
# --- setup ---
import numpy as np
import tensorflow as tf
w, scale = tf.Variable([1.0, 2.0]), tf.Variable(0.9)
step = tf.Variable(0, dtype=tf.int64)
# --- cell ---
step.assign_add(1)
bias_fix = 1.0 - tf.pow(scale, tf.cast(step, tf.float32))
m = 0.1 * w / bias_fix
loss = tf.reduce_sum(m ** 2)
