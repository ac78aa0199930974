# source: constructed
# target: elbo
# sources: enc_w, dec_w
# expect: {"enc_w": "registered_not_differentiable", "dec_w": "ok"}
# culprit: {"enc_w": 3}
# notes: A Bernoulli latent is drawn by comparing uniform noise with the probabilities.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
rng = np.random.default_rng(0)
enc_w = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
x = tf.constant(rng.random((5, 4)).astype("float32"))
# --- cell ---
probs = tf.sigmoid(x @ enc_w)
noise = tf.random.stateless_uniform(tf.shape(probs), seed=[3, 1])
z = tf.cast(noise < probs, tf.float32)
recon = tf.sigmoid(z @ dec_w)
elbo = -tf.reduce_mean(keras.losses.binary_crossentropy(x, recon))
