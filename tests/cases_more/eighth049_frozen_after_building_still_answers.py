# source: constructed (Keras transfer learning)
# target: loss
# sources: frozen_kernel, gamma, moving_mean, flag_only
# expect: {"frozen_kernel": "ok", "gamma": "ok", "moving_mean": "not_trainable", "flag_only": "not_trainable"}
# notes: Setting layer.trainable to False after building leaves the underlying variable as it was made, so the tape still watches it; statistics and a variable created as non-trainable are not watched.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(849)
base, norm, head = keras.layers.Dense(3), keras.layers.BatchNormalization(), keras.layers.Dense(1)
model = keras.Sequential([keras.Input((4,)), base, norm, head])
base.trainable = False
frozen_kernel, gamma, moving_mean = base.kernel, norm.gamma, norm.moving_mean
flag_only = tf.Variable(0.5, trainable=False)
x = tf.constant(np.random.default_rng(849).normal(size=(5, 4)).astype("float32"))
# --- cell ---
out = model(x, training=False)
loss = tf.reduce_mean((out - 1.0) ** 2) * flag_only
