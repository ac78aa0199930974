# source: https://github.com/tensorflow/tensorflow/issues/7641
# target: loss
# sources: patch, magnification, sharpen
# expect: {"patch": "ok", "magnification": "integer_dtype", "sharpen": "ok"}
# culprit: {"magnification": 1}
# notes: Bicubic resizing has a gradient for the image; the size is an integer computed from the learned magnification.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
patch = tf.Variable(rng.random((1, 8, 8, 1)).astype("float32"))
magnification = tf.Variable(2.0)
sharpen = tf.Variable(rng.normal(size=(3, 3, 1, 1)).astype("float32") * 0.2)
original = tf.constant(rng.random((1, 8, 8, 1)).astype("float32"))
# --- cell ---
small = tf.cast(8.0 / magnification, tf.int32)
blurred = tf.image.resize(patch, tf.stack([small, small]), method="bicubic", antialias=True)
restored = tf.image.resize(blurred, [8, 8], method="bicubic")
restored = tf.nn.conv2d(restored, sharpen, 1, "SAME") + restored
loss = tf.reduce_mean((restored - original) ** 2)
