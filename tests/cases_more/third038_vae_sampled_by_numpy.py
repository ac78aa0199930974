# source: constructed (variational autoencoder on the Keras example)
# target: elbo_loss
# sources: mean_w, logvar_w, dec_w, beta
# expect: {"mean_w": "left_tensorflow", "logvar_w": "ok", "dec_w": "ok", "beta": "ok"}
# culprit: {"mean_w": 3}
# notes: The latent code is drawn with numpy from the mean; the log variance still enters through the KL term, from which the mean was forgotten.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
mean_w = tf.Variable(rng.normal(size=(5, 2)).astype("float32"))
logvar_w = tf.Variable(0.1 * rng.normal(size=(5, 2)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(2, 5)).astype("float32"))
beta = tf.Variable(0.5)
x = tf.constant(rng.random((4, 5)).astype("float32"))
# --- cell ---
mu, logvar = x @ mean_w, x @ logvar_w
std = tf.exp(0.5 * logvar)
z = rng.normal(mu, std).astype("float32")
recon = tf.sigmoid(z @ dec_w)
bce = tf.reduce_mean(tf.keras.losses.binary_crossentropy(x, recon))
kl = -0.5 * tf.reduce_mean(1.0 + logvar - tf.exp(logvar))
elbo_loss = bce + beta * kl
