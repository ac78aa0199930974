# source: https://github.com/tensorflow/tensorflow/issues/15695
# target: loss
# sources: kernel, patch, bias, images
# expect: {"kernel": "ok", "patch": "stateful_op", "bias": "ok", "images": "not_watched"}
# culprit: {"patch": 1}
# notes: A layer assigns a block of its kernel before the convolution; the kernel itself is read afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(31)
kernel = tf.Variable(rng.normal(size=(3, 3, 2, 4)).astype("float32"))
patch = tf.Variable(rng.normal(size=(3, 3, 2, 2)).astype("float32"))
bias = tf.Variable(tf.zeros([4]))
images = tf.constant(rng.random((2, 6, 6, 2)).astype("float32"))
# --- cell ---
kernel[:, :, :, :2].assign(patch * 0.5)
conv = tf.nn.conv2d(images, kernel, strides=1, padding="SAME")
out = tf.nn.relu(tf.nn.bias_add(conv, bias))
loss = tf.reduce_mean(out)
