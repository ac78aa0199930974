# source: https://github.com/tensorflow/tensorflow/issues/33751
# target: d_loss
# sources: kernel, lam
# expect: {"kernel": "no_gradient_registered", "lam": "no_gradient_registered"}
# culprit: {"kernel": 4, "lam": 4}
# notes: Gradient penalty through a bicubic resize: the backward op has no gradient of its own, so the call fails for everything on the tape.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(33)
kernel = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
lam = tf.Variable(10.0)
fake = tf.constant(rng.random((2, 4, 4, 1)).astype("float32"))
def discriminator(images):
    wide = tf.compat.v1.image.resize_bicubic(images, [8, 8])
    return tf.reduce_mean(tf.tanh(tf.nn.conv2d(wide, kernel, 1, "SAME")), axis=[1, 2, 3])
# --- cell ---
with tf.GradientTape() as gp_tape:
    gp_tape.watch(fake)
    verdict = discriminator(fake)
grads = gp_tape.gradient(verdict, fake)
norms = tf.sqrt(tf.reduce_sum(grads ** 2, axis=[1, 2, 3]))
d_loss = tf.reduce_mean(verdict) + lam * tf.reduce_mean((norms - 1.0) ** 2)
