# source: constructed on a guide
# target: robust
# sources: resid, cut, w_in, w_out
# expect: {"resid": "ok", "cut": "registered_not_differentiable", "w_in": "ok", "w_out": "ok"}
# culprit: {"cut": 1}
# notes: dynamic_partition and dynamic_stitch are differentiable in the data, not in the assignment.
# --- setup ---
import numpy as np
import tensorflow as tf
resid = tf.Variable([0.1, 3.0, -0.2, 0.4, -2.5])
cut = tf.Variable(1.0)
w_in, w_out = tf.Variable(1.0), tf.Variable(0.2)
# --- cell ---
label = tf.cast(tf.abs(resid) > cut, tf.int32)
inl, outl = tf.dynamic_partition(resid, label, 2)
idx = tf.dynamic_partition(tf.range(5), label, 2)
both = tf.dynamic_stitch(idx, [w_in * inl ** 2, w_out * tf.abs(outl)])
robust = tf.reduce_sum(both * tf.constant([1.0, 0.5, 1.0, 2.0, 1.0]))
