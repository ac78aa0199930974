# source: https://github.com/tensorflow/tensorflow/issues/40717
# target: loss
# sources: table, quality, blocks
# expect: {"table": "ok", "quality": "left_tensorflow", "blocks": "ok"}
# culprit: {"quality": 2}
# notes: A JPEG-like layer: the transform is a plain matrix product, rounding is passed straight through, but the quality is clipped by NumPy in a helper.
# --- setup ---
import numpy as np
import tensorflow as tf

k = np.arange(4)
basis = np.cos(np.pi * (k[None] + 0.5) * k[:, None] / 4).astype("float32") / 2.0
table = tf.Variable([1.0, 0.5, 0.4, 0.3])
quality = tf.Variable(1.5)
blocks = tf.Variable(np.random.default_rng(67).random((3, 4)).astype("float32"))
def strength():
    return np.clip(quality, 0.1, 4.0)
# --- cell ---
coefficients = blocks @ basis.T
steps = table * strength()
divided = coefficients / steps
rounded = divided + tf.stop_gradient(tf.floor(divided + 0.5) - divided)
decoded = (rounded * steps) @ np.linalg.inv(basis).T
loss = tf.reduce_mean((decoded - tf.stop_gradient(blocks)) ** 2) + tf.reduce_mean(tf.abs(rounded))
