# source: constructed (stochastic weight averaging)
# target: loss
# sources: body, snapshot, keep
# expect: {"body": "wrong_object", "snapshot": "ok", "keep": "ok"}
# culprit: {"body": 2}
# notes: The network that is run is a deep copy made for the average; its variables are new objects, the handle belongs to the original.
# --- setup ---
import copy
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(840)
class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.body = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
    def __call__(self, x):
        return tf.tanh(x @ self.body)
net = Net()
body = net.body
snapshot = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
keep = tf.Variable(0.9)
x = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
swa = copy.deepcopy(net)
averaged = keep * swa(x) + (1.0 - keep) * tf.tanh(x @ snapshot)
loss = tf.reduce_mean((averaged - x[:, :1]) ** 2)
