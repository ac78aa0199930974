# source: constructed (super-resolution, low resolution made with area)
# target: loss
# sources: picture, weight
# expect: {"picture": "no_gradient_registered", "weight": "no_gradient_registered"}
# culprit: {"picture": 1, "weight": 1}
# notes: ResizeArea has no gradient, unlike the bilinear and the bicubic method; the weight of the other term raises as well.
# --- setup ---
import numpy as np
import tensorflow as tf

picture = tf.Variable(np.random.default_rng(0).random((1, 4, 4, 1)).astype("float32"))
weight = tf.Variable(0.3)
small_ref = tf.zeros([1, 2, 2, 1])
# --- cell ---
small = tf.image.resize(picture, [2, 2], method="area")
fidelity = tf.reduce_mean((small - small_ref) ** 2)
loss = fidelity + weight * tf.reduce_mean(tf.image.total_variation(picture))
