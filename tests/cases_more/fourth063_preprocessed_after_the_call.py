# source: constructed
# target: score
# sources: image, kernel
# options: --watch image
# expect: {"image": "replaced_by_tensor", "kernel": "ok"}
# culprit: {"image": 3}
# notes: image is watched, but after the score it is rebound to a version for display.
# --- setup ---
import numpy as np
import tensorflow as tf

kernel = tf.Variable(np.random.default_rng(0).normal(size=(3, 3, 1, 2)).astype("float32"))
image = tf.constant(np.random.default_rng(1).random((1, 5, 5, 1)).astype("float32"))
# --- cell ---
maps = tf.nn.conv2d(image, kernel, 1, "VALID")
score = tf.reduce_max(maps)
image = (image + 1.0) * 127.5
print("shown", image.shape)
