# source: https://github.com/danielegrattarola/spektral/issues/395
# target: loss
# sources: node_w, edge_w, readout
# expect: {"node_w": "ok", "edge_w": "ok", "readout": "ok"}
# notes: Message passing by gather and segment sums with integer edges; degrees are counted with NumPy (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
node_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
edge_w = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
readout = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
nodes = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
edges = tf.constant(rng.normal(size=(6, 2)).astype("float32"))
src, dst = tf.constant([0, 1, 2, 3, 4, 0]), tf.constant([1, 2, 3, 4, 0, 2])
# --- cell ---
h = nodes @ node_w
msg = tf.gather(h, src) * tf.sigmoid(edges @ edge_w)
degree = np.bincount(dst.numpy(), minlength=5).astype("float32")
agg = tf.math.unsorted_segment_sum(msg, dst, 5) / degree[:, None]
h = tf.nn.relu(h + agg)
loss = tf.reduce_mean((h @ readout) ** 2)
