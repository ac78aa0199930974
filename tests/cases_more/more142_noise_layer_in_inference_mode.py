# source: constructed (custom Keras layer with a training flag)
# target: loss
# sources: noise_scale, kernel
# expect: {"noise_scale": "not_taken_branch", "kernel": "ok"}
# culprit: {"noise_scale": 1}
# notes: The layer uses its scale only when training is true; the model is called without the flag.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(0)
class LearnedNoise(keras.layers.Layer):
    def build(self, shape):
        self.scale = self.add_weight(shape=(), initializer="ones")
    def call(self, x, training=False):
        if training:
            x = x + self.scale * tf.random.stateless_normal(tf.shape(x), [1, 2])
        return x
noise = LearnedNoise()
model = keras.Sequential([keras.Input((3,)), noise, keras.layers.Dense(1)])
noise_scale, kernel = noise.scale, model.layers[-1].kernel
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
# --- cell ---
pred = model(x)
loss = tf.reduce_mean(pred ** 2)
