# source: constructed (code as an engineer structures it)
# target: loss
# sources: gamma, moving_mean
# expect: {"gamma": "ok", "moving_mean": "not_trainable"}
# notes: The subclass calls super().call with training=False, so the normalisation reads the moving statistics: they enter the loss but are non-trainable.
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

class Trunk(keras.Model):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(units)
        self.norm = keras.layers.BatchNormalization()

    def call(self, x, training=None):
        return self.norm(self.dense(x), training=training)

class Scorer(Trunk):
    def call(self, x, training=None):
        h = super().call(x, training=False)
        return keras.ops.sum(keras.ops.tanh(h), axis=-1)

keras.utils.set_random_seed(1)
net = Scorer(3)
x = tf.constant(np.random.default_rng(0).normal(size=(6, 4)).astype("float32"))
net(x)
gamma, moving_mean = net.norm.gamma, net.norm.moving_mean
# --- cell ---
scores = net(x, training=True)
loss = tf.reduce_mean(tf.square(scores - 1.0))
