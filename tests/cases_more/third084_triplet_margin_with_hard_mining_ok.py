# source: constructed (siamese network with mining)
# target: loss
# sources: kernel, margin
# expect: {"kernel": "ok", "margin": "ok"}
# notes: The mining takes argmax and argmin indices through NumPy; the distances themselves are gathered as tensors (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
kernel = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
margin = tf.Variable(0.2)
batch = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
labels = np.array([0, 0, 1, 1, 2, 2])
# --- cell ---
emb = tf.math.l2_normalize(batch @ kernel, axis=1)
dist = 1.0 - tf.matmul(emb, emb, transpose_b=True)
d = dist.numpy()
same = labels[:, None] == labels[None]
hardest_pos = np.where(same, d, -np.inf).argmax(1)
hardest_neg = np.where(same, np.inf, d).argmin(1)
pos = tf.gather(dist, hardest_pos, batch_dims=1)
neg = tf.gather(dist, hardest_neg, batch_dims=1)
loss = tf.reduce_mean(tf.nn.softplus(pos - neg + margin))
