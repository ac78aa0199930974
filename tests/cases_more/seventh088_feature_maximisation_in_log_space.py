# source: https://isolution.pro/q/so69914111
# target: loss
# sources: pic, conv_kernel, tv_weight, jitter
# expect: {"pic": "left_tensorflow", "conv_kernel": "left_tensorflow", "tv_weight": "ok", "jitter": "not_connected"}
# culprit: {"pic": 2, "conv_kernel": 2, "jitter": 5}
# notes: Activation maximisation: the feature map is fetched with predict_on_batch, the smoothness prior is computed on the predicted array; the shifted copy of the picture is made and forgotten.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(63)
net = keras.Sequential([keras.Input((6, 6, 1)), keras.layers.Conv2D(2, 3, activation="relu")])
conv_kernel = net.layers[0].kernel
pic = tf.Variable(np.random.default_rng(63).random((1, 6, 6, 1)).astype("float32"))
tv_weight, jitter = tf.Variable(0.1), tf.Variable(0.5)
# --- cell ---
moved = pic + jitter * tf.random.stateless_normal(pic.shape, [1, 2])
maps = net.predict_on_batch(pic)
activation = tf.reduce_mean(tf.convert_to_tensor(maps)[..., 1])
roughness = tf.reduce_mean(tf.abs(maps[:, 1:] - maps[:, :-1]))
loss = -activation + tv_weight * roughness
