# source: constructed (custom whitening layer)
# target: loss
# sources: proj, centre, scale
# expect: {"proj": "ok", "centre": "not_trainable", "scale": "ok"}
# culprit: {"centre": 2}
# notes: The layer's running centre is a Keras weight with trainable=False that is both updated and used.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

class Centering(keras.layers.Layer):
    def build(self, shape):
        self.centre = self.add_weight(shape=(shape[-1],), initializer="zeros", trainable=False, name="centre")
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones", name="scale")
    def call(self, x, training=False):
        if training:
            self.centre.assign(0.9 * self.centre + 0.1 * tf.reduce_mean(x, axis=0))
        return (x - self.centre) * self.scale
keras.utils.set_random_seed(1)
dense, whiten = keras.layers.Dense(3), Centering()
x = tf.constant(np.random.default_rng(0).normal(size=(6, 4)).astype("float32"))
whiten(dense(x))
proj, centre, scale = dense.kernel, whiten.centre, whiten.scale
# --- cell ---
h = dense(x)
out = whiten(h, training=True)
loss = tf.reduce_mean(out ** 2)
