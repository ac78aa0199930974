# source: constructed (one step with every sickness)
# target: loss
# sources: enc, dec, prior, temp, noise, codes, ema
# expect: {"enc": "ok", "dec": "left_tensorflow", "prior": "stop_gradient", "temp": "not_trainable", "noise": "not_watched", "codes": "registered_not_differentiable", "ema": "stateful_op"}
# culprit: {"dec": 5, "prior": 6, "codes": 2, "ema": 4}
# notes: One realistic autoencoder step in which almost every parameter but the encoder is cut off in its own way.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
enc = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
dec = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
prior, temp = tf.Variable([0.1, -0.1]), tf.Variable(0.7, trainable=False)
noise = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
codes, ema = tf.Variable([0.3, 0.6]), tf.Variable(0.9)
usage = tf.Variable([0.5, 0.5])
x = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
# --- cell ---
latent = x @ enc + temp * noise
levels = tf.round(4.0 * codes) / 4.0
latent = latent * levels
usage.assign(ema * usage + (1.0 - ema) * 0.5)
recon = tf.matmul(latent * usage, dec.numpy())
kl = tf.reduce_mean((latent - tf.stop_gradient(prior)) ** 2)
loss = tf.reduce_mean((recon - x) ** 2) + 0.1 * kl
