# source: constructed on a guide
# target: price
# sources: sigma, rate, ticks
# expect: {"sigma": "ok", "rate": "ok", "ticks": "registered_not_differentiable"}
# culprit: {"ticks": 2}
# notes: Three descriptors; the one that snaps to ticks rounds.
# --- setup ---
import numpy as np
import tensorflow as tf
class Raw:
    def __set_name__(self, owner, name):
        self.key = "_" + name
    def __get__(self, obj, owner=None):
        return self if obj is None else self.apply(getattr(obj, self.key))
    def __set__(self, obj, value):
        setattr(obj, self.key, value)
    def apply(self, v):
        return v

class Positive(Raw):
    def apply(self, v):
        return tf.nn.softplus(v)

class Snapped(Raw):
    def apply(self, v):
        return 0.05 * tf.round(v / 0.05)

class Option:
    vol = Positive()
    rate = Raw()
    strike = Snapped()
    def __init__(self, vol, rate, strike):
        self.vol, self.rate, self.strike = vol, rate, strike

sigma = tf.Variable(-1.0)
rate = tf.Variable(0.02)
ticks = tf.Variable(1.03)
# --- cell ---
opt = Option(vol=sigma, rate=rate, strike=ticks)
k = opt.strike
d1 = (tf.math.log(1.1 / k) + opt.rate + 0.5 * opt.vol ** 2) / opt.vol
cdf = 0.5 * (1.0 + tf.math.erf(d1 / np.sqrt(2.0)))
price = 1.1 * cdf - k * tf.exp(-opt.rate) * 0.5
