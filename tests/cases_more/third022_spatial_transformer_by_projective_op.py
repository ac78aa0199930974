# source: constructed (spatial transformer on ImageProjectiveTransform)
# target: loss
# sources: theta, frame, gain
# expect: {"theta": "registered_not_differentiable", "frame": "ok", "gain": "ok"}
# culprit: {"theta": 1}
# notes: The op has a gradient for the image but its gradient function returns None for the transform.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
theta = tf.Variable([1.0, 0.05, 0.2, -0.05, 1.0, 0.1])
frame = tf.Variable(rng.random((1, 6, 6, 1)).astype("float32"))
gain = tf.Variable(1.2)
wanted = tf.constant(rng.random((1, 6, 6, 1)).astype("float32"))
def warp(image, matrix):
    eight = tf.concat([matrix, [0.0, 0.0]], axis=0)[None]
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=image, transforms=eight, output_shape=tf.shape(image)[1:3],
        fill_value=0.0, interpolation="BILINEAR", fill_mode="REFLECT")
# --- cell ---
straight = warp(frame, theta)
loss = tf.reduce_mean(tf.abs(gain * straight - wanted))
