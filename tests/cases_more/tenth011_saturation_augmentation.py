# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: img, factor
# expect: {"img": "no_gradient_registered", "factor": "no_gradient_registered"}
# culprit: {"img": 3, "factor": 3}
# notes: Differentiable augmentation: flip and brightness are fine, adjust_saturation runs a fused op without a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf

img = tf.Variable(np.random.default_rng(2).random((2, 8, 8, 3)).astype("float32"))
factor = tf.Variable(1.4)
style = tf.constant([0.4, 0.5, 0.6])
# --- cell ---
aug = tf.image.flip_left_right(img)
aug = tf.image.adjust_brightness(aug, 0.05)
aug = tf.image.adjust_saturation(aug, factor)
loss = tf.reduce_sum((tf.reduce_mean(aug, axis=[0, 1, 2]) - style) ** 2)
