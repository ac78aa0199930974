# source: constructed
# target: info
# sources: proj, bank, tau
# expect: {"proj": "ok", "bank": "registered_not_differentiable", "tau": "ok"}
# culprit: {"bank": 2}
# notes: Contrastive loss with a memory bank of negatives; tf.random.shuffle passes no gradient to what it shuffles.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
proj = tf.Variable(rng.normal(size=(5, 3)).astype("float32"))
bank = tf.Variable(rng.normal(size=(6, 3)).astype("float32"))
tau = tf.Variable(0.2)
left = tf.constant(rng.normal(size=(6, 5)).astype("float32"))
right = left + 0.05
# --- cell ---
za, zb = (tf.math.l2_normalize(v @ proj, axis=1) for v in (left, right))
negatives = tf.random.shuffle(tf.math.l2_normalize(bank, axis=1), seed=3)
pos = tf.reduce_sum(za * zb, axis=1, keepdims=True)
neg = za @ tf.transpose(negatives)
info = -tf.reduce_mean(tf.nn.log_softmax(tf.concat([pos, neg], axis=1) / tau)[:, 0])
