# source: constructed (soft k-nearest neighbours)
# target: loss
# sources: k, feat_w
# expect: {"k": "registered_not_differentiable", "feat_w": "ok"}
# notes: k is an integer variable and is used only in a comparison; the comparison is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
k = tf.Variable(3)
feat_w = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
labels = tf.constant([0.0, 1.0, 1.0, 0.0, 1.0, 0.0])
# --- cell ---
z = x @ feat_w
dist = tf.reduce_sum((z[:, None] - z[None]) ** 2, axis=-1) + 1e3 * tf.eye(6)
near, who = tf.math.top_k(-dist, k=5)
inside = tf.range(5) < k
weight = tf.exp(near) * tf.cast(inside, tf.float32)
vote = tf.reduce_sum(weight * tf.gather(labels, who), axis=1) / (tf.reduce_sum(weight, axis=1) + 1e-6)
loss = tf.reduce_mean((vote - labels) ** 2)
