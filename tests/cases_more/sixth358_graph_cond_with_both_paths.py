# source: constructed on a guide
# target: y
# sources: a, b, t
# expect: {"a": "ok", "b": "ok", "t": "registered_not_differentiable"}
# culprit: {"t": 3}
# notes: tf.cond in a tf.function with a captured threshold variable.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b, t = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(0.5)
x = tf.constant(0.8)
# --- cell ---
@tf.function
def gate(v):
    return tf.cond(v > t,
                   lambda: a * v,
                   lambda: b * v)

y = gate(x) ** 2
