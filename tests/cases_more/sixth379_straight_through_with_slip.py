# source: constructed on a guide
# target: loss
# sources: z, codebook, beta
# expect: {"z": "ok", "codebook": "stop_gradient", "beta": "ok"}
# culprit: {"codebook": 3}
# notes: VQ-VAE: commitment loss and straight-through; the codebook loss term was left out.
# --- setup ---
import numpy as np
import tensorflow as tf
z = tf.Variable([[0.1, 0.9], [0.8, 0.3]])
codebook = tf.Variable([[0.0, 1.0], [1.0, 0.0]])
beta = tf.Variable(0.25)
tgt = tf.constant([[0.0, 0.5], [0.5, 0.0]])
# --- cell ---
dist = tf.reduce_sum((z[:, None] - codebook[None]) ** 2, -1)
e = tf.gather(codebook, tf.argmin(dist, axis=1))
commit = tf.reduce_mean((z - tf.stop_gradient(e)) ** 2)
zq = z + tf.stop_gradient(e - z)
rec = tf.reduce_mean((zq - tgt) ** 2)
loss = rec + beta * commit
