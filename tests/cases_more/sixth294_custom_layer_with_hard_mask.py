# source: constructed on a guide
# target: loss
# sources: kernel, gate, temp, scale
# expect: {"kernel": "ok", "gate": "registered_not_differentiable", "temp": "registered_not_differentiable", "scale": "ok"}
# culprit: {"gate": 1, "temp": 1}
# notes: A custom Keras layer multiplies by a hard mask made from gate and temp.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
from keras import ops

class GatedDense(keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2), initializer=keras.initializers.Constant(0.4))
        self.gate = self.add_weight(shape=(2,), initializer="ones")
        self.temp = self.add_weight(shape=(), initializer="ones")
        self.scale = self.add_weight(shape=(2,), initializer="ones", regularizer=keras.regularizers.L2(0.1))
    def call(self, x):
        soft = ops.sigmoid(self.gate / self.temp)
        mask = ops.cast(soft > 0.5, "float32")
        return ops.matmul(x, self.kernel) * mask * self.scale

layer = GatedDense()
x = np.ones((3, 2), "float32")
layer(x)
kernel, gate, temp, scale = layer.kernel, layer.gate, layer.temp, layer.scale
# --- cell ---
out = layer(x)
loss = tf.reduce_mean(out ** 2) + sum(layer.losses)
