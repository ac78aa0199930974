# source: https://github.com/penny4860/tf2-eager-yolo3/issues/17
# target: box_loss
# sources: conv_w, gamma, moving_mean, moving_var
# expect: {"conv_w": "ok", "gamma": "ok", "moving_mean": "not_trainable", "moving_var": "not_trainable"}
# culprit: {"moving_mean": 2, "moving_var": 2}
# notes: Gradients asked for every weight of a normalisation layer in inference mode; the statistics are not trainable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(5)
conv = keras.layers.Conv2D(3, 3, use_bias=False)
norm = keras.layers.BatchNormalization()
frames = tf.constant(np.random.default_rng(0).random((2, 5, 5, 2)).astype("float32"))
norm(conv(frames))
conv_w, gamma = conv.kernel, norm.gamma
moving_mean, moving_var = norm.moving_mean, norm.moving_variance
# --- cell ---
maps = conv(frames)
normed = norm(maps, training=False)
boxes = tf.sigmoid(tf.reduce_mean(normed, axis=[1, 2]))
box_loss = tf.reduce_sum(tf.abs(boxes - 0.5))
