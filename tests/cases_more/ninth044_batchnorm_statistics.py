# source: https://github.com/tensorlayer/SRGAN/issues/143
# target: mse
# sources: gamma, moving_mean, moving_variance, conv_kernel
# expect: {"gamma": "ok", "moving_mean": "not_trainable", "moving_variance": "not_trainable", "conv_kernel": "ok"}
# notes: In inference mode the stored statistics take part in the output, but they are not trainable and so not watched.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
srgan = keras.Sequential([keras.Input((5, 5, 1)), keras.layers.Conv2D(2, 3, padding="same"),
                          keras.layers.BatchNormalization(name="bn"), keras.layers.PReLU(),
                          keras.layers.Conv2D(1, 1)])
bn = srgan.get_layer("bn")
gamma, moving_mean, moving_variance = bn.gamma, bn.moving_mean, bn.moving_variance
conv_kernel = srgan.layers[0].kernel
low, high = (tf.constant(np.random.default_rng(s).random((2, 5, 5, 1)).astype("float32")) for s in (0, 1))
# --- cell ---
upscaled = srgan(low, training=False)
mse = tf.reduce_mean(tf.square(upscaled - high))
