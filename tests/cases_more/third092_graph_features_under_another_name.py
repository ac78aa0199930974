# source: https://github.com/tensorflow/gnn/issues/93
# target: loss
# sources: edge_dense, node_dense, out_w
# expect: {"edge_dense": "not_connected", "node_dense": "ok", "out_w": "ok"}
# culprit: {"edge_dense": 4}
# notes: The update stores the edge states under a new key, but the node update still reads the raw feature.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
edge_dense = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
node_dense = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
out_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
graph = {"node": tf.constant(rng.normal(size=(4, 3)).astype("float32")),
         "edge": tf.constant(rng.normal(size=(4, 2)).astype("float32")),
         "dst": tf.constant([1, 2, 3, 0])}
def update_edges(g):
    return {**g, "edge_state": tf.nn.relu(g["edge"] @ edge_dense)}
def update_nodes(g):
    pooled = tf.math.unsorted_segment_mean(g["edge"], g["dst"], 4)
    return {**g, "node": tf.nn.relu(tf.concat([g["node"], pooled], 1) @ node_dense)}
# --- cell ---
g = update_nodes(update_edges(graph))
logits = g["node"] @ out_w
print({k: v.shape.as_list() for k, v in g.items()})
loss = tf.reduce_mean(tf.nn.softplus(-logits))
