# source: constructed on a guide
# target: loss
# sources: emb, margin
# expect: {"emb": "ok", "margin": "ok"}
# notes: Hard mining with argmax/argmin indices and a boolean mask; all gradients exist.
# --- setup ---
import numpy as np
import tensorflow as tf
emb = tf.Variable(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
margin = tf.Variable(0.5)
ids = np.array([0, 0, 1, 1, 2, 2])
def pairwise(e):
    d2 = tf.reduce_sum((e[:, None] - e[None]) ** 2, -1)
    return tf.sqrt(tf.maximum(d2, 1e-8))
# --- cell ---
e = tf.math.l2_normalize(emb, axis=1)
d = pairwise(e)
same = ids[:, None] == ids[None]
pos_idx = np.argmax(np.where(same, d.numpy(), -1), axis=1)
neg_idx = tf.argmin(tf.where(same, 1e6, d), axis=1)
d_pos = tf.gather(d, pos_idx, batch_dims=1)
d_neg = tf.gather(d, neg_idx, batch_dims=1)
active = tf.cast(d_pos - d_neg + margin > 0, tf.float32)
loss = tf.reduce_sum(active * (d_pos - d_neg + margin)) / (tf.reduce_sum(active) + 1e-6)
print("active triplets", int(tf.reduce_sum(active)))
