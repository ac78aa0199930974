# source: constructed
# target: loss
# sources: sky, psf_sigma, level
# expect: {"sky": "ok", "psf_sigma": "ok", "level": "ok"}
# notes: Casts to and from complex numbers keep the gradient, printing the peak is harmless (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(7)
sky = tf.Variable(rng.random((16, 16)).astype("float32"))
psf_sigma = tf.Variable(1.5)
level = tf.Variable(0.02)
frame = tf.constant(rng.random((16, 16)).astype("float32"))
yy, xx = np.mgrid[-8:8, -8:8].astype("float32")
# --- cell ---
kernel = tf.exp(-(xx ** 2 + yy ** 2) / (2.0 * psf_sigma ** 2))
kernel = tf.signal.ifftshift(kernel / tf.reduce_sum(kernel))
spec = tf.signal.fft2d(tf.cast(sky, tf.complex64)) * tf.signal.fft2d(tf.cast(kernel, tf.complex64))
blurred = tf.cast(tf.signal.ifft2d(spec), tf.float32)
print("peak:", float(tf.reduce_max(blurred)), "at", np.argmax(blurred))
loss = tf.reduce_mean((blurred + level - frame) ** 2)
