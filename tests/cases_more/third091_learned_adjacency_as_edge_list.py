# source: https://github.com/danielegrattarola/spektral/issues/395
# target: loss
# sources: adj_logits, node_w
# expect: {"adj_logits": "registered_not_differentiable", "node_w": "ok"}
# culprit: {"adj_logits": 3}
# notes: A learned adjacency is turned into an edge list by a comparison and tf.where; the attention then uses the edges only.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
adj_logits = tf.Variable(rng.normal(size=(4, 4)).astype("float32"))
node_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
nodes = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
h = nodes @ node_w
adj = tf.sigmoid(adj_logits)
edge_list = tf.where(adj > 0.5)
sender, receiver = tf.unstack(edge_list, axis=1)
att = tf.exp(tf.reduce_sum(tf.gather(h, sender) * tf.gather(h, receiver), axis=1))
norm = tf.math.unsorted_segment_sum(att, receiver, 4) + 1e-6
out = tf.math.unsorted_segment_sum(att[:, None] * tf.gather(h, sender), receiver, 4) / norm[:, None]
loss = tf.reduce_mean(out ** 2)
