# source: constructed (code as an engineer structures it)
# target: nll
# sources: raw_scale, mean
# expect: {"raw_scale": "ok", "mean": "ok"}
# notes: A descriptor stores a positive value through softplus; setting it inside the cell only assigns a new number to the variable before it is read (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

class Positive:
    def __set_name__(self, owner, name):
        self.slot = "raw_" + name

    def __get__(self, obj, owner=None):
        return self if obj is None else tf.nn.softplus(getattr(obj, self.slot))

    def __set__(self, obj, value):
        raw = np.log(np.expm1(value))
        if hasattr(obj, self.slot):
            getattr(obj, self.slot).assign(raw)
        else:
            setattr(obj, self.slot, tf.Variable(raw, dtype=tf.float32))

class Gaussian:
    scale = Positive()

    def __init__(self, mean, scale):
        self.mean = tf.Variable(mean)
        self.scale = scale

    def nll(self, obs):
        z = (obs - self.mean) / self.scale
        return tf.reduce_mean(0.5 * z ** 2 + tf.math.log(self.scale))

dist = Gaussian(0.0, 1.0)
raw_scale, mean = dist.raw_scale, dist.mean
obs = tf.constant([0.3, -0.8, 1.9])
# --- cell ---
dist.scale = 0.5
nll = dist.nll(obs)
