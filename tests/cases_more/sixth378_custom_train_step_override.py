# source: constructed on a guide
# target: total
# sources: k, ema, tracker
# expect: {"k": "ok", "ema": "not_trainable", "tracker": "not_trainable"}
# notes: A subclassed model with an EMA weight and a counter used in the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Smooth(keras.Model):
    def __init__(self):
        super().__init__()
        self.d = keras.layers.Dense(2)
        self.ema = self.add_weight(shape=(2,), initializer="ones", trainable=False, name="ema")
        self.seen = self.add_weight(shape=(), initializer="ones", trainable=False, name="seen")
    def call(self, x):
        return self.d(x) - self.ema
    def penalty(self, y):
        return keras.ops.mean(keras.ops.square(y)) / self.seen
net = Smooth()
x = tf.constant([[1.0, 2.0]])
net(x)
k, ema, tracker = net.d.kernel, net.ema, net.seen
# --- cell ---
y = net(x)
total = net.penalty(y)
