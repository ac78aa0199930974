# source: constructed (code as an engineer structures it)
# target: energy
# sources: stiffness, offset
# expect: {"stiffness": "left_tensorflow", "offset": "ok"}
# culprit: {"stiffness": 1}
# notes: singledispatch knows tf.Tensor but not tf.Variable, so the bare variable goes to the fallback, which builds an array; the product with a number is a tensor and passes.
# --- setup ---
from functools import singledispatch
import numpy as np
import tensorflow as tf

@singledispatch
def as_column(value):
    return tf.constant(np.atleast_1d(np.asarray(value, dtype="float32"))[:, None])

@as_column.register
def _(value: tf.Tensor):
    return tf.reshape(value, [-1, 1])

@as_column.register(list)
def _(value):
    return tf.concat([as_column(v) for v in value], axis=0)

stiffness = tf.Variable([2.0, 3.0, 5.0])
offset = tf.Variable([0.1, -0.2, 0.4])
length = tf.constant([1.0, 2.0, 1.5])
# --- cell ---
k = as_column(stiffness)
d = as_column([length - 1.0 * offset])
energy = 0.5 * tf.reduce_sum(k * d ** 2)
