# source: constructed
# target: loss
# sources: adj, feats
# expect: {"adj": "ok", "feats": "ok"}
# notes: from_dense finds the places of the entries by comparison, but the values are gathered (no false alarm).
# --- setup ---
import tensorflow as tf

adj = tf.Variable([[0.0, 1.0], [0.5, 0.0]])
feats = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
# --- cell ---
sp = tf.sparse.from_dense(adj)
print("edges", sp.indices.numpy().tolist())
out = tf.sparse.sparse_dense_matmul(sp, feats)
loss = tf.reduce_sum(out ** 2)
