# source: constructed (__getattr__ supplies a default for unknown names)
# target: cost
# sources: weight, lr_mult
# expect: {"weight": "not_connected", "lr_mult": "ok"}
# notes: params.wieght does not exist, so __getattr__ answers with the default 1.0 and the real weight is never read.
# --- setup ---
import tensorflow as tf

class Params:
    def __init__(self, **kw):
        self.__dict__.update(kw)
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return tf.constant(1.0)     # neutral default

weight = tf.Variable(0.8)
lr_mult = tf.Variable(0.3)
params = Params(weight=weight, lr_mult=lr_mult)
residual = tf.constant([0.5, -0.2, 0.9])
# --- cell ---
data_term = params.wieght * tf.reduce_sum(residual ** 2)
reg = params.temperature * tf.square(params.lr_mult)
cost = data_term + reg
