# source: constructed on a guide
# target: loss
# sources: enc_w, dec_w
# expect: {"enc_w": "ok", "dec_w": "not_watched"}
# options: --no-watch-accessed --watch enc_w
# notes: watch_accessed_variables is off and only the encoder is watched.
# --- setup ---
import numpy as np
import tensorflow as tf
enc_w = tf.Variable([[0.1, 0.2], [0.3, 0.4]])
dec_w = tf.Variable([[0.5, 0.0], [0.0, 0.5]])
x = tf.constant([[1.0, 2.0]])
# --- cell ---
code = tf.nn.relu(x @ enc_w)
recon = tf.matmul(code, dec_w)
loss = tf.nn.l2_loss(x - recon)
