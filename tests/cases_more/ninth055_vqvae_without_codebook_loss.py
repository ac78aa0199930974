# source: https://github.com/Justin-Tan/generative-compression/issues/51
# target: loss
# sources: enc, codebook, dec
# expect: {"enc": "ok", "codebook": "stop_gradient", "dec": "ok"}
# culprit: {"codebook": 3}
# notes: Straight-through VQ-VAE with the commitment term only: the encoder learns, nothing moves the codebook.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
x = tf.constant(rng.normal(size=(8, 5)).astype("float32"))
enc = tf.Variable(rng.normal(size=(5, 2)).astype("float32"))
dec = tf.Variable(rng.normal(size=(2, 5)).astype("float32"))
codebook = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))

def nearest(z, table):
    d = tf.reduce_sum((z[:, None, :] - table[None]) ** 2, axis=-1)
    return tf.gather(table, tf.argmin(d, axis=1))
# --- cell ---
z = x @ enc
q = nearest(z, codebook)
z_q = z + tf.stop_gradient(q - z)
recon = tf.reduce_mean((z_q @ dec - x) ** 2)
commit = tf.reduce_mean((tf.stop_gradient(q) - z) ** 2)
loss = recon + 0.25 * commit
