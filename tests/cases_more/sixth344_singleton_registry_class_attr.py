# source: constructed on a guide
# target: out
# sources: alpha, old_alpha, beta
# expect: {"alpha": "ok", "old_alpha": "not_connected", "beta": "ok"}
# culprit: {"old_alpha": 10}
# notes: A class registry is overwritten by a later registration.
# --- setup ---
import numpy as np
import tensorflow as tf
class Registry(dict):
    def register(self, name):
        def deco(fn):
            self[name] = fn
            return fn
        return deco
reg = Registry()
alpha, old_alpha, beta = tf.Variable(0.5), tf.Variable(0.1), tf.Variable(2.0)
# --- cell ---
@reg.register("leaky")
def leaky_v1(x):
    return tf.where(x > 0, x, old_alpha * x)

@reg.register("leaky")
def leaky_v2(x):
    return tf.where(x > 0, x, alpha * x)

h = reg["leaky"](tf.constant([-1.0, 2.0]) * beta)
out = tf.reduce_sum(h)
