# source: constructed
# target: loss
# sources: left_vals, right_vals, w
# expect: {"left_vals": "registered_not_differentiable", "right_vals": "registered_not_differentiable", "w": "ok"}
# culprit: {"left_vals": 3, "right_vals": 3}
# notes: tf.sparse.concat is registered without a gradient, so the values of both blocks are lost.
# --- setup ---
import tensorflow as tf

left_vals, right_vals = tf.Variable([1.0, 2.0]), tf.Variable([0.5])
w = tf.Variable([[1.0], [2.0], [0.1], [0.4]])
# --- cell ---
left = tf.sparse.SparseTensor([[0, 0], [1, 1]], left_vals, [2, 2])
right = tf.sparse.SparseTensor([[0, 1]], right_vals, [2, 2])
both = tf.sparse.concat(1, [left, right])
loss = tf.reduce_sum(tf.sparse.sparse_dense_matmul(both, w) ** 2)
