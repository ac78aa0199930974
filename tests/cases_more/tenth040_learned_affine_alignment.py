# source: constructed
# target: ncc
# sources: moving, affine, contrast
# expect: {"moving": "ok", "affine": "registered_not_differentiable", "contrast": "ok"}
# culprit: {"affine": 1}
# notes: Image registration: the warp is differentiable in the image but not in the eight numbers of the transform.
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(40)
fixed = tf.constant(rng.random((1, 12, 12, 1)).astype("float32"))
moving = tf.Variable(rng.random((1, 12, 12, 1)).astype("float32"))
affine = tf.Variable([[1.02, 0.01, 0.3, -0.01, 0.98, 0.1, 0.0, 0.0]])
contrast = tf.Variable(1.1)
# --- cell ---
warped = keras.ops.image.affine_transform(
    moving, affine, interpolation="bilinear", fill_mode="constant")
a = contrast * (warped - tf.reduce_mean(warped))
b = fixed - tf.reduce_mean(fixed)
ncc = -tf.reduce_sum(a * b) / (tf.norm(a) * tf.norm(b) + 1.0)
