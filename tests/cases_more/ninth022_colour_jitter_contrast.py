# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: score
# sources: pixels, contrast, kernel
# expect: {"pixels": "no_gradient_registered", "contrast": "no_gradient_registered", "kernel": "no_gradient_registered"}
# culprit: {"pixels": 2, "contrast": 2, "kernel": 2}
# notes: Differentiable augmentation: brightness is a plain addition, but adjust_contrast calls a fused op that nobody registered a gradient for.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
pixels = tf.Variable(rng.random((2, 5, 5, 3)).astype("float32"))
contrast = tf.Variable(1.2)
kernel = tf.Variable(rng.normal(size=(3, 3, 3, 1)).astype("float32"))
# --- cell ---
bright = tf.image.adjust_brightness(pixels, 0.05)
jittered = tf.image.adjust_contrast(bright, contrast)
flipped = tf.image.flip_left_right(jittered)
score = tf.reduce_mean(tf.nn.conv2d(flipped, kernel, 1, "VALID"))
