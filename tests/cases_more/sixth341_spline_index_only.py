# source: constructed on a guide
# target: val
# sources: where_, ys
# expect: {"where_": "integer_dtype", "ys": "ok"}
# culprit: {"where_": 1}
# notes: Here the searchsorted index is all that is left of the query.
# --- setup ---
import numpy as np
import tensorflow as tf
where_ = tf.Variable([0.3, 1.7])
ys = tf.Variable([1.0, 3.0, 2.0])
knots = tf.constant([0.0, 1.0, 2.0])
# --- cell ---
cell_id = tf.searchsorted(knots, where_)
heights = tf.gather(ys, cell_id)
val = tf.reduce_logsumexp(heights)
