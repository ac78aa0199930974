# source: constructed (graph pooling: top-k with and without the gate)
# target: loss
# sources: feats, gate_score, plain_score, degree_w
# expect: {"feats": "ok", "gate_score": "ok", "plain_score": "integer_dtype", "degree_w": "integer_dtype"}
# culprit: {"plain_score": 4, "degree_w": 6}
# notes: Both poolings keep the two best nodes; only one multiplies the kept features by their score, so only there the score learns.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
feats = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
gate_score, plain_score = tf.Variable(rng.normal(size=(3, 1)).astype("float32")), tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
degree_w = tf.Variable([[0.0, 1.0, 0.5, 0.0], [1.0, 0.0, 0.0, 0.2], [0.5, 0.0, 0.0, 0.9], [0.0, 0.2, 0.9, 0.0]])
# --- cell ---
score = (feats @ gate_score)[:, 0]
best, where = tf.math.top_k(score, 2)
gated = tf.gather(feats, where) * tf.tanh(best)[:, None]
other = tf.math.top_k((feats @ plain_score)[:, 0], 2).indices
plain = tf.gather(feats, other)
degree = tf.math.count_nonzero(degree_w, axis=1)
norm = tf.cast(degree, tf.float32) ** -0.5
loss = tf.reduce_sum(gated * plain) + tf.reduce_sum(norm[:, None] * feats)
