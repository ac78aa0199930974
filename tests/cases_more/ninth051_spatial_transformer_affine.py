# source: https://github.com/tensorflow/tensorflow/issues/22208
# target: loss
# sources: image, loc_w, kernel
# expect: {"image": "ok", "loc_w": "registered_not_differentiable", "kernel": "ok"}
# culprit: {"loc_w": 2}
# notes: Spatial transformer with the ready-made affine op: its gradient exists for the picture only, None for the transform.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
rng = np.random.default_rng(0)
image = tf.Variable(rng.random((2, 6, 6, 1)).astype("float32"))
loc_w = tf.Variable(rng.normal(size=(36, 8)).astype("float32") * 1e-3)
kernel = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
identity = tf.constant([[1., 0., 0., 0., 1., 0., 0., 0.]])
# --- cell ---
theta = identity + tf.reshape(image, [2, -1]) @ loc_w
warped = keras.ops.image.affine_transform(image, theta, interpolation="bilinear")
score = tf.nn.conv2d(warped, kernel, strides=2, padding="SAME")
loss = tf.reduce_mean(score ** 2)
