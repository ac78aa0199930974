# source: constructed
# target: loss
# sources: kernel, centre, sharp
# expect: {"kernel": "ok", "centre": "not_trainable", "sharp": "left_tensorflow"}
# culprit: {"sharp": 2}
# notes: A subclassed layer: one weight was added with trainable=False, the other is turned into a Python float in call().
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(51)

class SoftGate(keras.layers.Layer):
    def build(self, shape):
        self.centre = self.add_weight(shape=(shape[-1],), initializer="zeros", trainable=False)
        self.sharp = self.add_weight(shape=(), initializer="ones")

    def call(self, x):
        k = float(self.sharp)
        return x * keras.ops.sigmoid(k * (x - self.centre))

dense, gate = keras.layers.Dense(4), SoftGate()
net = keras.Sequential([keras.Input((3,)), dense])
x = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
gate(net(x))
kernel, centre, sharp = dense.kernel, gate.centre, gate.sharp
# --- cell ---
h = net(x, training=True)
h = gate(h)
loss = keras.ops.mean(keras.ops.square(h - 0.1))
