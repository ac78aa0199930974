# source: constructed (method resolution order)
# target: loss
# sources: kernel, bias, gain
# expect: {"kernel": "ok", "bias": "not_connected", "gain": "ok"}
# culprit: {"bias": 1}
# notes: The mixin stands first in the list of bases and its forward method does not call the next one, so the bias of the base class is never added.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(860)
class Affine:
    def forward(self, x):
        return x @ self.kernel * self.gain + self.bias
class Normalised:
    def forward(self, x):
        return tf.math.l2_normalize(x @ self.kernel, axis=1) * self.gain
class Net(Normalised, Affine):
    def __init__(self):
        self.kernel = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
        self.bias, self.gain = tf.Variable([0.1, 0.2]), tf.Variable(1.4)
net = Net()
kernel, bias, gain = net.kernel, net.bias, net.gain
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
out = net.forward(x)
loss = tf.reduce_mean((out - 0.3) ** 2)
