# source: https://github.com/keras-team/keras/issues/8526
# target: loss
# sources: plain_kernel, ste_kernel, out_kernel
# expect: {"plain_kernel": "registered_not_differentiable", "ste_kernel": "ok", "out_kernel": "ok"}
# culprit: {"plain_kernel": 2}
# notes: Two custom layers snap activations to a grid: one calls tf.math.ceil directly, the other wraps it in a custom gradient that passes the upstream value through.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(8)
class PlainQuant(keras.layers.Layer):
    def call(self, x):
        return tf.math.ceil(32.0 * x) / 32.0
@tf.custom_gradient
def pass_through_ceil(x):
    return tf.math.ceil(32.0 * x) / 32.0, lambda upstream: upstream
class StraightQuant(keras.layers.Layer):
    def call(self, x):
        return pass_through_ceil(x)
left = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), PlainQuant()])
right = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), StraightQuant()])
out = keras.layers.Dense(1)
x = np.random.default_rng(8).normal(size=(6, 3)).astype("float32")
out(tf.zeros([1, 8]))
plain_kernel, ste_kernel, out_kernel = left.layers[0].kernel, right.layers[0].kernel, out.kernel
# --- cell ---
codes = tf.concat([
    left(x),
    right(x),
], axis=-1)
prediction = out(codes)
loss = tf.reduce_mean(tf.abs(prediction - x[:, :1]))
