# source: constructed on a guide
# target: loss
# sources: dense, mult, thr
# expect: {"dense": "ok", "mult": "ok", "thr": "registered_not_differentiable"}
# culprit: {"thr": 1}
# notes: sparse.from_dense gathers values at the non-zero places; relu of the shifted matrix keeps the path, the thresholded mask not.
# --- setup ---
import numpy as np
import tensorflow as tf
dense = tf.Variable([[0.5, -1.0], [2.0, 0.0]])
mult, thr = tf.Variable([[1.0], [2.0]]), tf.Variable(0.1)
# --- cell ---
mask = tf.cast(dense > thr, tf.float32)
sp = tf.sparse.from_dense(tf.nn.relu(dense) * mask)
loss = tf.reduce_sum(tf.sparse.sparse_dense_matmul(sp, mult) ** 2)
