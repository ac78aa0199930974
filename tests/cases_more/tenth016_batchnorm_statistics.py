# source: constructed
# target: loss
# sources: gamma, moving_mean, kernel
# expect: {"gamma": "ok", "moving_mean": "not_connected", "kernel": "ok"}
# notes: In training mode the batch statistics normalise; the moving mean is only updated (and it is not trainable either).
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(3)
conv = keras.layers.Conv2D(4, 3, use_bias=False)
norm = keras.layers.BatchNormalization()
x = tf.constant(np.random.default_rng(0).random((2, 6, 6, 3)).astype("float32"))
norm(conv(x))
kernel, gamma, moving_mean = conv.kernel, norm.gamma, norm.moving_mean
# --- cell ---
h = conv(x)
h = norm(h, training=True)
h = keras.activations.relu(h)
loss = tf.reduce_mean(tf.square(h - 0.5))
