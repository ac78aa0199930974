# source: https://www.tensorflow.org/api_docs/python/tf/sparse/concat
# target: energy
# sources: left, right, rows
# expect: {"left": "registered_not_differentiable", "right": "registered_not_differentiable", "rows": "ok"}
# culprit: {"left": 3, "right": 3}
# notes: Joining sparse tensors has no gradient; the softmax of a sparse tensor and its product with a dense matrix have.
# --- setup ---
import tensorflow as tf

left, right = tf.Variable([1.0, 2.0]), tf.Variable([0.5])
rows = tf.Variable([0.3, 0.9, -0.4])
dense = tf.constant([[1.0, 0.0], [0.5, 2.0], [1.5, 1.0]])
# --- cell ---
top = tf.SparseTensor([[0, 1], [1, 2]], left, [2, 3])
low = tf.SparseTensor([[0, 0]], right, [2, 3])
tall = tf.sparse.concat(0, [top, low])
weights = tf.sparse.softmax(tf.SparseTensor([[0, 0], [0, 2], [1, 1]], rows, [2, 3]))
mixed = tf.sparse.sparse_dense_matmul(weights, dense)
joined = tf.sparse.sparse_dense_matmul(tall, dense)
energy = tf.reduce_sum(mixed ** 2) + tf.reduce_sum(joined ** 2)
