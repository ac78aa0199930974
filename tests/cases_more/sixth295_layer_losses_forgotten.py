# source: constructed on a guide
# target: objective
# sources: kernel, reg_scale
# expect: {"kernel": "ok", "reg_scale": "not_connected"}
# culprit: {"reg_scale": 3}
# notes: The activity penalty stays in layer.losses and is not added.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(5)

class Penalised(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.strength = self.add_weight(shape=(), initializer="ones")
    def call(self, x):
        self.add_loss(self.strength * tf.reduce_mean(tf.abs(x)))
        return x

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), Penalised()])
kernel, reg_scale = model.layers[0].kernel, model.layers[1].strength
x = tf.constant([[0.5, 1.0]])
# --- cell ---
pred = model(x, training=True)
data_loss = tf.reduce_mean(keras.losses.huber(tf.zeros([1, 3]), pred))
objective = data_loss
