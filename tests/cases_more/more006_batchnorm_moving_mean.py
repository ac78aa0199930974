# source: constructed (moving statistics listed among the weights)
# target: loss
# sources: gamma, moving_mean, moving_variance
# expect: {"gamma": "ok", "moving_mean": "not_trainable", "moving_variance": "not_trainable"}
# notes: In inference mode the moving statistics are used in the formula, but Keras keeps them as non-trainable variables.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
bn = keras.layers.BatchNormalization()
x = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
bn(x)
gamma, moving_mean, moving_variance = bn.gamma, bn.moving_mean, bn.moving_variance
# --- cell ---
normed = bn(x, training=False)
loss = tf.reduce_mean(tf.square(normed - 0.5))
