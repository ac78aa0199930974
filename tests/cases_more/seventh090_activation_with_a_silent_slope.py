# source: https://github.com/tensorflow/tensorflow/issues/25453
# target: loss
# sources: w_delta, slope, shift, x
# expect: {"w_delta": "ok", "slope": "custom_gradient_none", "shift": "ok", "x": "custom_gradient_none"}
# culprit: {"slope": 1, "x": 1}
# notes: A layer with its own backward pass returns gradients for the kernel and the shift and None for the data and the learned slope.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(65)
@tf.custom_gradient
def leaky_dense(x, kernel, slope, shift):
    z = x @ kernel + shift
    def backward(upstream):
        w_grad = tf.matmul(x, upstream, transpose_a=True)
        return None, w_grad, None, tf.reduce_sum(upstream)
    return tf.maximum(z, slope * z), backward
w_delta = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
slope, shift = tf.Variable(0.2), tf.Variable(0.1)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
hidden = leaky_dense(
    x, w_delta, slope, shift)
loss = tf.reduce_mean(hidden ** 2)
