# source: constructed (deformable sampling)
# target: loss
# sources: picture, offsets, shift, border
# expect: {"picture": "ok", "offsets": "ok", "shift": "registered_not_differentiable", "border": "integer_dtype"}
# culprit: {"shift": 1, "border": 2}
# notes: Linear sampling by map_coordinates is differentiable in the picture and in the positions; a shift that is floored first and a border width cast to an integer are not.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(869)
picture = tf.Variable(rng.random((6, 6)).astype("float32"))
offsets = tf.Variable(rng.normal(size=(2, 6, 6)).astype("float32") * 0.3)
shift, border = tf.Variable(1.4), tf.Variable(1.0)
grid = tf.constant(np.stack(np.meshgrid(np.arange(6), np.arange(6), indexing="ij")).astype("float32"))
def warp(im, flow):
    moved = grid + flow + keras.ops.floor(shift)
    return keras.ops.image.map_coordinates(im, moved, order=1, fill_mode="nearest")
# --- cell ---
warped = warp(picture, offsets)
margin = tf.cast(border, tf.int32)
inner = warped[margin:6 - margin, margin:6 - margin]
loss = tf.reduce_mean((inner - 0.5) ** 2)
