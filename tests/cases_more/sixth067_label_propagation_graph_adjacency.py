# source: constructed on a guide
# target: loss
# sources: W, sim_gamma
# expect: {"W": "ok", "sim_gamma": "registered_not_differentiable"}
# culprit: {"sim_gamma": 3}
# notes: The learned kernel width is used for a thresholded adjacency only.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
feats = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
W = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
sim_gamma = tf.Variable(0.3)
y = np.array([0, 0, 1, 1, 0, 1])
train_mask = np.array([1, 0, 1, 0, 1, 1], dtype="float32")
def gcn_norm(A):
    d = tf.reduce_sum(A, 1)
    s = tf.math.rsqrt(d)
    return s[:, None] * A * s[None]
# --- cell ---
d2 = tf.reduce_sum((feats[:, None] - feats[None]) ** 2, -1)
S = tf.exp(-sim_gamma * d2)
A = tf.where(S > 0.5, 1.0, 0.0)
A_hat = gcn_norm(A)
H = A_hat @ (feats @ W)
ce = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=H)
loss = tf.reduce_sum(ce * train_mask) / tf.reduce_sum(train_mask)
print("edges", int(tf.reduce_sum(A)))
