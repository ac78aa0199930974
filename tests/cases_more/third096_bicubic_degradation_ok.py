# source: https://github.com/tensorflow/tensorflow/issues/7641
# target: loss
# sources: up_w, img
# expect: {"up_w": "ok", "img": "ok"}
# notes: Bicubic resizing had no gradient in 2017; it has one now, and the size computed with int() is harmless (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(12)
up_w = tf.Variable(rng.normal(size=(3, 3, 1, 1)).astype("float32"))
img = tf.Variable(rng.random((1, 8, 8, 1)).astype("float32"))
factor = 2.0
# --- cell ---
small = int(img.shape[1] / factor)
blurred = tf.image.resize(img, [small, small], method="bicubic")
restored = tf.image.resize(blurred, img.shape[1:3], method="bicubic")
sharp = tf.nn.conv2d(restored, up_w, 1, "SAME")
psnr = tf.image.psnr(sharp, img, 1.0)
loss = tf.reduce_mean(tf.abs(sharp - img))
print("psnr", psnr.numpy())
