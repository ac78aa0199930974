# source: constructed (pruning notebook)
# target: objective
# sources: mask_logits, w, lam
# expect: {"mask_logits": "ok", "w": "ok", "lam": "ok"}
# notes: The number of non-zero weights multiplies a sound penalty; the count itself gives nothing but every source has another way (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
mask_logits = tf.Variable(rng.normal(size=(6,)).astype("float32"))
w = tf.Variable(rng.normal(size=(6,)).astype("float32"))
lam = tf.Variable(0.1)
x = tf.constant(rng.normal(size=(4, 6)).astype("float32"))
# --- cell ---
mask = tf.sigmoid(mask_logits)
alive = tf.math.count_nonzero(mask > 0.5, dtype=tf.float32)
effective = w * mask
fit = tf.reduce_mean(tf.linalg.matvec(x, effective) ** 2)
objective = fit + lam * alive * tf.reduce_sum(mask)
