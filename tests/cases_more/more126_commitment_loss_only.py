# source: constructed (vector quantisation without the codebook term)
# target: loss
# sources: enc_w, codebook, dec_w
# expect: {"enc_w": "ok", "codebook": "stop_gradient", "dec_w": "ok"}
# culprit: {"codebook": 4}
# notes: The straight-through trick hides the codebook behind stop_gradient, and the loss term that would train it was left out.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
enc_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
codebook = tf.Variable(rng.normal(size=(5, 2)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(2, 3)).astype("float32"))
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
z = x @ enc_w
nearest = tf.argmin(tf.reduce_sum((z[:, None] - tf.stop_gradient(codebook)) ** 2, axis=-1), axis=1)
code = tf.gather(codebook, nearest)
q = z + tf.stop_gradient(code - z)
loss = tf.reduce_mean((q @ dec_w - x) ** 2)
