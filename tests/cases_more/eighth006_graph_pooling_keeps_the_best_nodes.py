# source: constructed (graph U-net pooling)
# target: loss
# sources: features, scorer, edge_gate, readout
# expect: {"features": "ok", "scorer": "ok", "edge_gate": "registered_not_differentiable", "readout": "ok"}
# culprit: {"edge_gate": 1}
# notes: The scorer chooses the nodes (no gradient there) but its sigmoid also multiplies the kept ones; the edge gate is only compared before the edges are dropped.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(806)
features = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
scorer = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
readout = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
edge_gate = tf.Variable(0.4)
edges = tf.constant([[0, 1], [1, 2], [3, 4], [4, 5], [5, 0]])
strength = tf.constant([0.9, 0.2, 0.5, 0.7, 0.3])
def pool(nodes, k):
    score = tf.squeeze(nodes @ scorer, -1)
    top = tf.math.top_k(score, k=k)
    return tf.gather(nodes, top.indices) * tf.sigmoid(top.values)[:, None]
# --- cell ---
alive = tf.where(strength > edge_gate)[:, 0]
kept = tf.gather(edges, alive)
messages = tf.gather(features, kept[:, 0])
summed = tf.math.unsorted_segment_sum(messages, kept[:, 1], num_segments=6)
pooled = pool(features + tf.nn.relu(summed), k=3)
loss = tf.reduce_mean(tf.nn.softplus(pooled @ readout))
