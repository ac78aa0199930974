# source: constructed on a guide
# target: loss
# sources: enc, dec, latent
# expect: {"enc": "computed_before_tape", "dec": "ok", "latent": "ok"}
# culprit: {"enc": 1}
# options: --watch latent
# notes: The latent was computed in an earlier cell from enc; as a watched tensor it has a gradient itself.
# --- setup ---
import numpy as np
import tensorflow as tf
enc, dec = tf.Variable([[0.2, 0.4], [0.1, 0.3]]), tf.Variable([[1.0], [2.0]])
x = tf.constant([[1.0, 0.5]])
latent = tf.nn.elu(x @ enc)
# --- cell ---
recon = latent @ dec
loss = tf.reduce_sum(tf.math.softplus(recon) - recon)
