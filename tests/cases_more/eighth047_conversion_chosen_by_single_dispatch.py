# source: constructed (functools.singledispatch)
# target: energy
# sources: stiffness, damping, mass
# expect: {"stiffness": "left_tensorflow", "damping": "ok", "mass": "ok"}
# culprit: {"stiffness": 2}
# notes: The generic function converts variables to arrays but passes tensors on, so the damping survives because it arrives as an expression.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

@functools.singledispatch
def as_field(v):
    return np.asarray(v, "float32")
@as_field.register
def _(v: tf.Tensor):
    return v
@as_field.register
def _(v: tf.Variable):
    return v.numpy()
stiffness, damping, mass = tf.Variable([1.0, 2.0]), tf.Variable([0.1, 0.2]), tf.Variable(1.5)
position = [0.3, -0.4]
# --- cell ---
q = as_field(position)
k = as_field(stiffness)
c = as_field(damping * 2.0)
energy = 0.5 * tf.reduce_sum(k * q ** 2) + tf.reduce_sum(c * tf.abs(q)) / mass
