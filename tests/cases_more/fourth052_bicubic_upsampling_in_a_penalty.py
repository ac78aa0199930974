# source: constructed
# target: penalty
# sources: conv_w, lam
# expect: {"conv_w": "no_gradient_registered", "lam": "no_gradient_registered"}
# culprit: {"conv_w": 5, "lam": 5}
# notes: Second order through a bicubic resize: ResizeBicubicGrad has no gradient. It runs in inner.gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
conv_w = tf.Variable(rng.normal(size=(3, 3, 1, 1)).astype("float32"))
lam = tf.Variable(10.0)
img = tf.constant(rng.random((1, 4, 4, 1)).astype("float32"))
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(img)
    up = tf.image.resize(img, [6, 6], method="bicubic")
    score = tf.reduce_sum(tf.nn.conv2d(up, conv_w, 1, "SAME") ** 2)
slope = inner.gradient(score, img)
penalty = lam * (tf.norm(slope) - 1.0) ** 2
