# source: constructed
# target: loss
# sources: gamma, beta, moving_mean, kernel
# expect: {"gamma": "ok", "beta": "ok", "moving_mean": "not_connected", "kernel": "ok"}
# culprit: {"moving_mean": 3}
# notes: In training mode the batch statistics are used; the moving mean is only updated, not read for the output.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
bn, dense = keras.layers.BatchNormalization(), keras.layers.Dense(2)
x = tf.constant(np.random.default_rng(1).normal(size=(6, 3)).astype("float32"))
dense(bn(x))
gamma, beta, moving_mean, kernel = bn.gamma, bn.beta, bn.moving_mean, dense.kernel
# --- cell ---
h = bn(x, training=True)
out = dense(h)
loss = tf.reduce_mean(out ** 2)
