# source: constructed (Keras add_loss in a custom loop)
# target: reg
# sources: kernel, strength
# expect: {"kernel": "computed_before_tape", "strength": "ok"}
# culprit: {"kernel": 2}
# notes: layer.losses still holds the value that the previous forward pass added; the layer is not called in this cell.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

class Sparse(keras.layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 3), initializer="glorot_uniform", name="kernel")
    def call(self, x):
        y = tf.nn.relu(x @ self.kernel)
        self.add_loss(tf.reduce_mean(tf.abs(y)))
        return y
keras.utils.set_random_seed(4)
layer = Sparse()
x = tf.constant(np.random.default_rng(0).normal(size=(5, 2)).astype("float32"))
layer(x)
kernel = layer.kernel
strength = tf.Variable(0.01)
# --- cell ---
extra = layer.losses
reg = strength * tf.add_n(extra)
print(len(extra), "extra losses, now", float(extra[0]))
