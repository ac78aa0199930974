# source: constructed on a guide
# target: loss
# sources: enc_w, codebook, dec_w, commit
# expect: {"enc_w": "ok", "codebook": "ok", "dec_w": "ok", "commit": "not_connected"}
# culprit: {"commit": 9}
# notes: Straight through estimator: argmin and stop_gradient abound, everything but the unused commitment weight has a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
enc_w = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
dec_w = tf.Variable(rng.normal(size=(2, 4)).astype("float32"))
codebook = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))
commit = tf.Variable(0.25)
x = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
def nearest(z, codes):
    d = tf.reduce_sum(z ** 2, 1, keepdims=True) - 2 * z @ tf.transpose(codes) + tf.reduce_sum(codes ** 2, 1)
    return tf.argmin(d, axis=1)
# --- cell ---
z_e = x @ enc_w
idx = nearest(z_e, codebook)
z_q = tf.gather(codebook, idx)
vq_loss = tf.reduce_mean((tf.stop_gradient(z_e) - z_q) ** 2)
commit_loss = tf.reduce_mean((z_e - tf.stop_gradient(z_q)) ** 2)
z_st = z_e + tf.stop_gradient(z_q - z_e)
x_rec = z_st @ dec_w
recon_loss = tf.reduce_mean((x_rec - x) ** 2)
loss = recon_loss + vq_loss + 0.25 * commit_loss
used = len(set(idx.numpy().tolist()))
print("codes in use", used)
