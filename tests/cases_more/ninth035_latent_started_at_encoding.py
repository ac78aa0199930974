# source: https://github.com/tensorflow/tensorflow/issues/37141
# target: fit
# sources: enc_w, z, dec_w
# expect: {"enc_w": "stateful_op", "z": "ok", "dec_w": "ok"}
# culprit: {"enc_w": 1}
# notes: The latent code is initialised from the encoder and then optimised as a variable of its own, so the encoder is not part of the fit.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(3)
signal = tf.constant(rng.normal(size=(2, 6)).astype("float32"))
enc_w = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(2, 6)).astype("float32"))
# --- cell ---
z = tf.Variable(tf.tanh(signal @ enc_w))
rebuilt = z @ dec_w
fit = tf.reduce_mean((rebuilt - signal) ** 2) + 0.01 * tf.reduce_sum(z ** 2)
