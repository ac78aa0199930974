# source: constructed (learned augmentation with the projective transform op)
# target: loss
# sources: image, angle, shift, zoom, turns, corner
# expect: {"image": "ok", "angle": "registered_not_differentiable", "shift": "registered_not_differentiable", "zoom": "integer_dtype", "turns": "left_tensorflow", "corner": "integer_dtype"}
# culprit: {"angle": 3, "shift": 3, "zoom": 6, "turns": 8}
# notes: Rotation and shift go into the transform vector of the warp op, which has no gradient for it; the zoom is a size, the corner an index.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
image = tf.Variable(rng.random((1, 8, 8, 1)).astype("float32"))
angle, shift = tf.Variable(0.2), tf.Variable([1.0, -0.5])
zoom, turns = tf.Variable(1.5), tf.Variable(1.0)
corner = tf.Variable([1, 2])
# --- cell ---
c, s = tf.cos(angle), tf.sin(angle)
matrix = tf.stack([c, -s, shift[0], s, c, shift[1], 0.0, 0.0])[None]
warped = tf.raw_ops.ImageProjectiveTransformV3(
    images=image, transforms=matrix, output_shape=[8, 8], fill_value=0.0,
    interpolation="BILINEAR", fill_mode="REFLECT")
side = tf.cast(8.0 * zoom, tf.int32)
large = tf.image.resize(warped, tf.stack([side, side]))
turned = tf.image.rot90(large, k=int(turns))
window = tf.image.crop_to_bounding_box(turned, corner[0], corner[1], 4, 4)
loss = tf.reduce_mean((window - 0.5) ** 2)
