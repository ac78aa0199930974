# source: constructed (functools.singledispatch treats variables and tensors differently)
# target: out
# sources: w, g, h
# expect: {"w": "stop_gradient", "g": "ok", "h": "ok"}
# culprit: {"w": 2}
# notes: The same helper is applied to all three, but only a tf.Variable reaches the overload that stops the gradient; g * 1.0 is already a tensor, and h is in a list whose overload packs the items.
# --- setup ---
import functools
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
g = tf.Variable([0.5, 0.5])
h = tf.Variable(3.0)

@functools.singledispatch
def as_feature(v):
    raise TypeError(type(v))

@as_feature.register(tf.Tensor)
def _(v):
    return v

@as_feature.register(tf.Variable)
def _(v):
    return tf.stop_gradient(v)   # "parameters are passed by value"

@as_feature.register(list)
def _(v):
    return tf.stack(v)
# --- cell ---
parts = [
    as_feature(w),
    as_feature(g * 1.0),
    as_feature([h, h / 2.0]),
]
out = tf.reduce_sum(tf.concat(parts, 0) ** 2)
