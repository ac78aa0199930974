# source: https://github.com/tensorflow/tensorflow/issues/54341
# target: total_loss
# sources: enc_kernel, dec_kernel, beta
# expect: {"enc_kernel": "computed_before_tape", "dec_kernel": "computed_before_tape", "beta": "ok"}
# culprit: {"enc_kernel": 1, "dec_kernel": 1}
# notes: The model was called in the previous cell; under the tape only the loss is computed.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(11)
encoder, decoder = keras.layers.Dense(4), keras.layers.Dense(5, activation="sigmoid")
X = tf.constant(np.random.default_rng(0).random((3, 5)).astype("float32"))
def forward(batch):
    mu, log_var = tf.split(encoder(batch), 2, axis=-1)
    z = mu + tf.exp(0.5 * log_var) * tf.random.stateless_normal(tf.shape(mu), [1, 1])
    return decoder(z), mu, log_var
encoder.build((None, 5)); decoder.build((None, 2))
X_recon, mu, log_var = forward(X)
beta = tf.Variable(0.5)
enc_kernel, dec_kernel = encoder.kernel, decoder.kernel
# --- cell ---
recon_loss = tf.reduce_mean(tf.reduce_sum((X - X_recon) ** 2, axis=1))
kl_loss = -0.5 * tf.reduce_mean(tf.reduce_sum(1.0 + log_var - mu ** 2 - tf.exp(log_var), axis=1))
total_loss = recon_loss + beta * kl_loss
