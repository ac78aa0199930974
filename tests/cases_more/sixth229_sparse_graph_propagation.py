# source: constructed on a guide
# target: smooth
# sources: edge_w, feats, hops, drop
# expect: {"edge_w": "ok", "feats": "ok", "hops": "integer_dtype", "drop": "registered_not_differentiable"}
# culprit: {"drop": 2}
# notes: Sparse adjacency times dense features; edges are dropped by a comparison, the number of hops is an integer variable used in range().
# --- setup ---
import numpy as np
import tensorflow as tf
edge_w = tf.Variable([0.5, 0.2, 0.9, 0.4])
feats = tf.Variable([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
hops = tf.Variable(2)
drop = tf.Variable(0.3)
edges = tf.constant([[0, 1], [1, 2], [2, 0], [2, 1]], tf.int64)
# --- cell ---
adj = tf.sparse.reorder(tf.SparseTensor(edges, edge_w, [3, 3]))
alive = adj.values > drop
adj = tf.sparse.retain(adj, alive)
att = tf.sparse.softmax(adj)
h = feats
for _ in range(int(hops)):
    h = tf.nn.tanh(tf.sparse.sparse_dense_matmul(att, h)) + h
smooth = tf.reduce_mean(h ** 2)
