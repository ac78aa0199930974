# source: constructed
# target: misfit
# sources: x, y, dem
# expect: {"x": "ok", "y": "registered_not_differentiable", "dem": "ok"}
# culprit: {"y": 1}
# notes: Linear interpolation along x keeps a slope through frac in spite of floor and the integer index; y is only rounded to the nearest row.
# --- setup ---
import numpy as np
import tensorflow as tf

dem = tf.Variable(np.random.default_rng(3).random((6, 6)).astype("float32") * 100)
x = tf.Variable([1.3, 2.7, 3.9])
y = tf.Variable([0.4, 1.6, 4.2])
elev_obs = tf.constant([40.0, 55.0, 61.0])
# --- cell ---
row = tf.cast(tf.round(y), tf.int32)
x_left = tf.floor(x)
col = tf.cast(x_left, tf.int32)
frac = x - x_left
z0 = tf.gather_nd(dem, tf.stack([row, col], axis=1))
z1 = tf.gather_nd(dem, tf.stack([row, col + 1], axis=1))
elev = (1.0 - frac) * z0 + frac * z1
misfit = tf.reduce_mean(tf.square(elev - elev_obs))
