# source: constructed (VQ-VAE with the codebook loss left out)
# target: loss
# sources: enc, codebook, dec
# expect: {"enc": "ok", "codebook": "stop_gradient", "dec": "ok"}
# culprit: {"codebook": 5}
# notes: The codebook meets a stop_gradient on both of its ways; the straight-through line runs first, the commitment term later; one repair is enough on either.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
enc = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
codebook = tf.Variable(rng.normal(size=(8, 2)).astype("float32"))
dec = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
# --- cell ---
z = x @ enc
dist = tf.reduce_sum((z[:, None] - codebook[None]) ** 2, axis=-1)
codes = tf.argmin(dist, axis=1)
quantised = tf.gather(codebook, codes)
through = z + tf.stop_gradient(quantised - z)
recon = through @ dec
commit = tf.reduce_mean((tf.stop_gradient(quantised) - z) ** 2)
loss = tf.reduce_mean((recon - x) ** 2) + 0.25 * commit
