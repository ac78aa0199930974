# source: constructed (subclassed model creates its layer in call)
# target: loss
# sources: trunk, head, scale
# expect: {"trunk": "ok", "head": "wrong_object", "scale": "not_trainable"}
# culprit: {"head": 1}
# notes: The model's constructor makes a head, but forward makes a new one at every call, with the same name: the stored head never runs.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
class Net:
    def __init__(self):
        self.trunk = keras.layers.Dense(3, activation="tanh")
        self.head = keras.layers.Dense(1, name="head")
        self.scale = tf.Variable(2.0, trainable=False)
    def forward(self, x):
        head = keras.layers.Dense(1, name="head")
        return head(self.trunk(x)) * self.scale
x = tf.constant(np.random.default_rng(0).random((4, 2)).astype("float32"))
net = Net()
net.trunk.build((None, 2))
net.head.build((None, 3))
trunk, head, scale = net.trunk.kernel, net.head.kernel, net.scale
# --- cell ---
out = net.forward(x)
loss = tf.reduce_mean((out - 1.0) ** 2)
