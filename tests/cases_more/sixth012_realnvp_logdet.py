# source: constructed on a guide
# target: nll
# sources: s_kernel, t_kernel, base_loc
# expect: {"s_kernel": "ok", "t_kernel": "ok", "base_loc": "replaced_by_tensor"}
# culprit: {"base_loc": 6}
# notes: The base location is a parameter, but the name was rebound to a clipped tensor in the same cell before its use.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
class Coupling(tf.Module):
    def __init__(self, flip):
        self.flip = flip
        self.s = keras.layers.Dense(1, activation="tanh")
        self.t = keras.layers.Dense(1)
        self.s.build((None, 1)); self.t.build((None, 1))
    def __call__(self, x):
        a, b = tf.split(x, 2, axis=1)
        if self.flip: a, b = b, a
        s = self.s(a)
        b = b * tf.exp(s) + self.t(a)
        return tf.concat([b, a] if self.flip else [a, b], 1), tf.reduce_sum(s, 1)
flow = [Coupling(False), Coupling(True), Coupling(False)]
s_kernel, t_kernel = flow[1].s.kernel, flow[0].t.kernel
base_loc = tf.Variable([0.1, -0.2])
data = tf.constant(np.random.default_rng(0).normal(size=(7, 2)).astype("float32"))
# --- cell ---
z, logdet = data, tf.zeros([7])
for layer in flow:
    z, ld = layer(z)
    logdet += ld
d = z - base_loc
base_loc = tf.clip_by_value(base_loc, -1.0, 1.0)
logp = -0.5 * tf.reduce_sum(d ** 2 + np.log(2 * np.pi), axis=1)
nll = -tf.reduce_mean(logp + logdet)
