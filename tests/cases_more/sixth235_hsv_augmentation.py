# source: constructed on a guide
# target: loss
# sources: image, kernel, hue_shift
# expect: {"image": "registered_not_differentiable", "kernel": "ok", "hue_shift": "registered_not_differentiable"}
# culprit: {"image": 4, "hue_shift": 4}
# notes: rgb_to_hsv has a gradient, hsv_to_rgb does not.
# --- setup ---
import numpy as np
import tensorflow as tf
image = tf.Variable(np.random.default_rng(0).uniform(0.1, 0.9, (1, 4, 4, 3)).astype("float32"))
hue_shift = tf.Variable(0.02)
kernel = tf.Variable(np.random.default_rng(1).normal(size=(2, 2, 3, 2)).astype("float32"))
# --- cell ---
hsv = tf.image.rgb_to_hsv(image)
h, s, v = tf.split(hsv, 3, axis=-1)
hsv = tf.concat([h + hue_shift, s, tf.clip_by_value(v, 0.0, 1.0)], axis=-1)
rgb = tf.image.hsv_to_rgb(hsv)
fmap = tf.nn.conv2d(rgb, kernel, strides=1, padding="SAME")
loss = tf.reduce_mean(tf.nn.relu(fmap)) + 1e-3 * tf.reduce_sum(kernel ** 2)
