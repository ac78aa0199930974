# source: constructed
# target: out
# sources: edge_w, feat, affinity, degree
# expect: {"edge_w": "ok", "feat": "ok", "affinity": "integer_dtype", "degree": "stop_gradient"}
# culprit: {"affinity": 1, "degree": 4}
# notes: A sparse adjacency: edge weights and features pass, the positions come from tf.where, the degree is detached.
# --- setup ---
import tensorflow as tf

affinity = tf.Variable([[0.1, 0.9, 0.3], [0.8, 0.2, 0.1], [0.7, 0.4, 0.6]])
edge_w = tf.Variable([1.0, 0.5, 2.0, 1.5])
feat = tf.Variable([[1.0, 0.0], [0.5, 0.5], [0.0, 2.0]])
degree = tf.Variable([1.0, 1.0, 2.0])
# --- cell ---
edges = tf.where(affinity > 0.5)
adj = tf.SparseTensor(edges, edge_w, [3, 3])
msg = tf.sparse.sparse_dense_matmul(adj, feat)
norm = tf.stop_gradient(tf.sqrt(degree))
out = tf.reduce_sum(tf.nn.relu(msg / norm[:, None]))
