# source: constructed on a guide
# target: loss
# sources: fake, edge_w, real
# expect: {"fake": "ok", "edge_w": "ok", "real": "not_watched"}
# notes: SSIM, Sobel edges, area-free resizing: all sound; the reference image is a plain tensor.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
fake = tf.Variable(rng.random((1, 16, 16, 1)).astype("float32"))
real = tf.constant(rng.random((1, 16, 16, 1)).astype("float32"))
edge_w = tf.Variable(0.2)
# --- cell ---
ssim = tf.image.ssim(fake, real, max_val=1.0, filter_size=5)
e1, e2 = (tf.image.sobel_edges(im) for im in (fake, real))
small = tf.image.resize(fake, [8, 8], method="bicubic")
loss = 1.0 - tf.reduce_mean(ssim) + edge_w * tf.reduce_mean(tf.abs(e1 - e2)) + tf.reduce_mean(small ** 2)
