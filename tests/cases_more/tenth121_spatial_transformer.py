# source: constructed (image registration, shift by a projective transform and by a crop box)
# target: mismatch
# sources: shift, box, photo
# expect: {"shift": "registered_not_differentiable", "box": "ok", "photo": "ok"}
# culprit: {"shift": 1}
# notes: ImageProjectiveTransformV3 has a gradient for the images but returns None for the transforms; crop_and_resize is differentiable in its boxes.
# --- setup ---
import numpy as np
import tensorflow as tf

photo = tf.Variable(np.random.default_rng(8).random((1, 8, 8, 1)).astype("float32"))
shift = tf.Variable([0.5, -0.25])
box = tf.Variable([[0.1, 0.1, 0.8, 0.9]])

def translate(img, by):
    one, nil = tf.ones([]), tf.zeros([])
    matrix = tf.stack([one, nil, by[0], nil, one, by[1], nil, nil])[tf.newaxis]
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=img, transforms=matrix, output_shape=[8, 8], fill_value=0.0,
        interpolation="BILINEAR", fill_mode="REFLECT")
# --- cell ---
moved = translate(photo, shift)
window = tf.image.crop_and_resize(photo, box, [0], [8, 8])
mismatch = tf.reduce_mean(tf.square(moved - window))
