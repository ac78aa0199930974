# source: constructed (graph network: edges above a threshold)
# target: readout
# sources: feats, edge_logits, msg_w, cut, bias
# expect: {"feats": "ok", "edge_logits": "registered_not_differentiable", "msg_w": "ok", "cut": "registered_not_differentiable", "bias": "not_connected"}
# culprit: {"edge_logits": 1, "cut": 1}
# notes: Edges are kept by their index, found with tf.where: logits and threshold only choose, the messages are made from the features.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
src = tf.constant([0, 1, 2, 3, 0])
dst = tf.constant([1, 2, 3, 0, 2])
feats = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
msg_w = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
edge_logits = tf.Variable([0.3, 1.2, -0.4, 0.8, 0.1])
cut = tf.Variable(0.0)
bias = tf.Variable(tf.zeros([3]))
# --- cell ---
keep = tf.where(edge_logits > cut)[:, 0]
s, d = tf.gather(src, keep), tf.gather(dst, keep)
messages = tf.nn.leaky_relu(tf.gather(feats, s) @ msg_w)
pooled = tf.math.unsorted_segment_mean(messages, d, num_segments=4)
shifted = pooled + bias
hidden = feats + pooled
readout = tf.reduce_sum(tf.nn.softmax(hidden, axis=-1) * hidden)
