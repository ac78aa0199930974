# source: constructed
# target: penalty
# sources: w, lam
# expect: {"w": "no_gradient_registered", "lam": "no_gradient_registered"}
# culprit: {"w": 5, "lam": 5}
# notes: crop_and_resize has a gradient, but not its gradient op; the penalty differentiates it once more.
# --- setup ---
import numpy as np
import tensorflow as tf

w, lam = tf.Variable([[[[0.5]]]]), tf.Variable(1.0)
img = tf.constant(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(img)
    crop = tf.image.crop_and_resize(img, [[0.1, 0.1, 0.8, 0.8]], [0], [3, 3])
    energy = tf.reduce_sum(tf.nn.conv2d(crop, w, 1, "SAME") ** 2)
slope = inner.gradient(energy, img)
penalty = lam * tf.reduce_sum(slope ** 2)
