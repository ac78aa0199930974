# source: constructed (centre loss as a Keras layer)
# target: loss
# sources: centres, kernel
# expect: {"centres": "not_trainable", "kernel": "ok"}
# notes: The layer creates its centres with add_weight(trainable=False) and meant to move them by hand.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
class CentreLoss(keras.layers.Layer):
    def build(self, shape):
        self.centres = self.add_weight(shape=(3, shape[-1]), initializer="ones", trainable=False)
    def call(self, features, labels):
        return tf.reduce_mean((features - tf.gather(self.centres, labels)) ** 2)
dense, centre_loss = keras.layers.Dense(4), CentreLoss()
centre_loss.build((None, 4))
x = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
y = tf.constant([0, 2, 1, 1, 0])
dense(x)
centres, kernel = centre_loss.centres, dense.kernel
# --- cell ---
features = dense(x)
loss = centre_loss.call(features, y)
