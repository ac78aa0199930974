# source: https://github.com/keras-team/keras/issues/10819
# target: kl
# sources: enc_kernel, dec_kernel
# expect: {"enc_kernel": "ok", "dec_kernel": "not_connected"}
# culprit: {"dec_kernel": 2}
# notes: Only the KL term collected with add_loss is differentiated; the decoder ran but does not enter it.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)

class VAE(keras.Model):
    def __init__(self):
        super().__init__()
        self.enc = keras.layers.Dense(4, name="enc")
        self.dec = keras.layers.Dense(6, name="dec")
    def call(self, inputs):
        mean, logvar = keras.ops.split(self.enc(inputs), 2, axis=-1)
        self.add_loss(-0.5 * keras.ops.mean(1 + logvar - keras.ops.square(mean) - keras.ops.exp(logvar)))
        return self.dec(mean + keras.ops.exp(0.5 * logvar) * 0.3)

vae = VAE()
x = np.random.default_rng(0).random((4, 6)).astype("float32")
vae(x)
enc_kernel, dec_kernel = vae.enc.kernel, vae.dec.kernel
# --- cell ---
recon = vae(x)
kl = tf.add_n(vae.losses)
