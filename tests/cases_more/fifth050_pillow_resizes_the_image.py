# source: https://github.com/tensorflow/tensorflow/issues/7641
# target: loss
# sources: image, kernel
# expect: {"image": "left_tensorflow", "kernel": "ok"}
# culprit: {"image": 2}
# notes: The picture is resized with Pillow.
# --- setup ---
import numpy as np
import tensorflow as tf
from PIL import Image
image = tf.Variable(np.random.default_rng(0).random((8, 8)).astype("float32"))
kernel = tf.Variable(np.random.default_rng(1).normal(size=(3, 3, 1, 1)).astype("float32"))
# --- cell ---
def half_size(pixels):
    bytes_ = np.uint8(pixels * 255.0)
    small = Image.fromarray(bytes_).resize((4, 4), Image.BILINEAR)
    return np.asarray(small, dtype="float32") / 255.0
thumb = half_size(tf.clip_by_value(image, 0.0, 1.0))
maps = tf.nn.conv2d(thumb[None, :, :, None], kernel, 1, "SAME")
loss = tf.reduce_mean(maps ** 2)
