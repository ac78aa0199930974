# source: constructed on a guide
# target: loss
# sources: dense_k, gamma, moving_mean
# expect: {"dense_k": "ok", "gamma": "ok", "moving_mean": "not_trainable"}
# notes: BatchNormalization in training mode: the moving mean is a bookkeeping variable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
dense = keras.layers.Dense(3)
bn = keras.layers.BatchNormalization()
x = np.random.default_rng(0).normal(size=(6, 2)).astype("float32")
bn(dense(x))
dense_k, gamma, moving_mean = dense.kernel, bn.gamma, bn.moving_mean
# --- cell ---
h = bn(dense(x), training=True)
h = keras.activations.leaky_relu(h)
loss = tf.reduce_mean(tf.square(h[:, 0] - h[:, 1]))
