# source: constructed on a guide
# target: cost
# sources: base, peak, usage
# expect: {"base": "left_tensorflow", "peak": "ok", "usage": "ok"}
# culprit: {"base": 7}
# notes: A singledispatch converter has a branch for variables that goes through numpy().
# --- setup ---
import numpy as np
import tensorflow as tf
from functools import singledispatch

base = tf.Variable([0.11, 0.12, 0.13])
peak = tf.Variable(0.31)
usage = tf.Variable([4.0, 2.5, 7.0])
hours = [7, 12, 19]
# --- cell ---
@singledispatch
def as_column(v):
    return tf.reshape(tf.cast(v, tf.float32), [-1, 1])

@as_column.register(tf.Variable)
def _(v):
    v = tf.constant(np.round(v.numpy(), 2))
    return tf.reshape(v, [-1, 1])

@as_column.register(list)
def _(v):
    return as_column(np.asarray(v, "float32"))

rate = as_column(base)
is_peak = as_column(hours) > 15
rate = tf.where(is_peak, rate + peak, rate)
cost = tf.reduce_sum(rate[:, 0] * usage)
