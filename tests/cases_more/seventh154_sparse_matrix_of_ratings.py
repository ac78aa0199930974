# source: https://www.tensorflow.org/guide/sparse_tensor
# target: loss
# sources: ratings, item_vecs, prior, bias
# expect: {"ratings": "ok", "item_vecs": "ok", "prior": "registered_not_differentiable", "bias": "ok"}
# culprit: {"prior": 4}
# notes: tf.sparse.map_values applies a function to the stored values only: a tanh for the ratings, a floor for the prior.
# --- setup ---
import numpy as np
import tensorflow as tf

cells = np.array([[0, 1], [1, 0], [2, 2]], dtype="int64")
ratings = tf.Variable([4.0, 2.5, 3.0])
prior = tf.Variable([0.7, 1.6, 2.2])
item_vecs = tf.Variable(tf.random.stateless_normal([3, 2], [1, 1]))
bias = tf.Variable([0.1, 0.0, -0.1])
# --- cell ---
given = tf.sparse.SparseTensor(cells, ratings, [3, 3])
votes = tf.sparse.SparseTensor(cells, prior, [3, 3])
squashed = tf.sparse.map_values(tf.nn.tanh, given)
whole = tf.sparse.map_values(tf.math.floor, votes)
user_vecs = tf.sparse.sparse_dense_matmul(squashed, item_vecs)
counts = tf.sparse.reduce_sum(whole, axis=1)
loss = tf.reduce_sum(tf.norm(user_vecs, axis=1) * counts + bias ** 2)
