# source: constructed (__init_subclass__ registry of layers)
# target: out
# sources: w_soft, w_np, w_hard, w_id
# expect: {"w_soft": "ok", "w_np": "left_tensorflow", "w_hard": "registered_not_differentiable", "w_id": "ok"}
# culprit: {"w_np": 2, "w_hard": 3}
# notes: Subclasses register themselves with an activation; one was registered with a NumPy ufunc and one with a step function.
# --- setup ---
import numpy as np
import tensorflow as tf

REGISTRY = {}
class Layer:
    def __init_subclass__(cls, act, **kw):
        super().__init_subclass__(**kw)
        cls.act = staticmethod(act)
        REGISTRY[cls.__name__.lower()] = cls
    def __init__(self, w):
        self.w = w
    def __call__(self, x):
        return self.act(x * self.w)
class Soft(Layer, act=tf.nn.softplus): pass
class Table(Layer, act=np.tanh): pass
class Hard(Layer, act=lambda z: tf.math.ceil(z)): pass
class Plain(Layer, act=tf.identity): pass
w_soft, w_np, w_hard, w_id = (tf.Variable(v) for v in (0.5, 0.7, 1.2, -0.3))
x = tf.constant([0.3, 1.1, 2.4])
# --- cell ---
a = REGISTRY["soft"](w_soft)(x)
b = REGISTRY["table"](w_np)(x)
c = REGISTRY["hard"](w_hard)(x)
d = REGISTRY["plain"](w_id)(x)
out = tf.reduce_sum(a * b + c * d)
