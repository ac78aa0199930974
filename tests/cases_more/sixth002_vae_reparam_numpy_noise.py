# source: constructed on a guide
# target: elbo_loss
# sources: enc_kernel, dec_kernel, prior_scale
# expect: {"enc_kernel": "ok", "dec_kernel": "ok", "prior_scale": "left_tensorflow"}
# culprit: {"prior_scale": 7}
# notes: The noise from numpy is harmless; the learned prior scale is turned to a float in the KL helper's configuration.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Encoder(keras.Model):
    def __init__(self, latent=2):
        super().__init__()
        self.hidden = keras.layers.Dense(5, activation="tanh")
        self.stats = keras.layers.Dense(2 * latent)
    def call(self, x):
        mu, logvar = tf.split(self.stats(self.hidden(x)), 2, axis=-1)
        return mu, logvar
def kl_to_prior(mu, logvar, cfg):
    s2 = cfg["scale"] ** 2
    return 0.5 * tf.reduce_sum((tf.exp(logvar) + mu ** 2) / s2 - 1.0 - logvar + tf.math.log(s2), axis=-1)
encoder = Encoder()
decoder = keras.Sequential([keras.Input((2,)), keras.layers.Dense(5, activation="tanh"), keras.layers.Dense(3)])
x = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
encoder(x)
enc_kernel = encoder.hidden.kernel
dec_kernel = decoder.layers[-1].kernel
prior_scale = tf.Variable(1.5)
# --- cell ---
beta = 0.5
mu, logvar = encoder(x)
eps = np.random.default_rng(7).standard_normal(mu.shape).astype("float32")
z = mu + eps * tf.exp(0.5 * logvar)
recon = decoder(z)
recon_err = tf.reduce_sum(tf.square(x - recon), axis=-1)
cfg = {"scale": float(prior_scale),
       "beta": beta}
kl = kl_to_prior(mu, logvar, cfg)
elbo_loss = tf.reduce_mean(recon_err + cfg["beta"] * kl)
print("recon", float(tf.reduce_mean(recon_err)), "kl", float(tf.reduce_mean(kl)))
