# source: constructed (neural radiance field)
# target: loss
# sources: field, near, far, grid_size, background
# expect: {"field": "ok", "near": "ok", "far": "ok", "grid_size": "registered_not_differentiable", "background": "ok"}
# culprit: {"grid_size": 2}
# notes: Sample positions from linspace and the exclusive product of transmittances are differentiable; the voxel lookup is a floor of the position over the grid size, while the field also sees the position itself.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(866)
field = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
near, far, grid_size = tf.Variable(1.0), tf.Variable(3.0), tf.Variable(0.5)
background = tf.Variable(0.2)
def encode(d, extra):
    return tf.stack([tf.sin(d), tf.cos(d), tf.sin(2.0 * d), tf.sin(extra)], axis=1)
# --- cell ---
depth = tf.linspace(near, far, 6)
voxel = tf.floor(depth / grid_size)
sigma, colour = tf.unstack(tf.nn.softplus(encode(depth, voxel) @ field), axis=1)
alpha = 1.0 - tf.exp(-sigma * 0.3)
light = tf.math.cumprod(1.0 - alpha + 1e-6, exclusive=True)
pixel = tf.reduce_sum(light * alpha * colour) + light[-1] * background
loss = (pixel - 0.6) ** 2
