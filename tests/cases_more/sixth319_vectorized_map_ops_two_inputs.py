# source: constructed on a guide
# target: total
# sources: u, v, k
# expect: {"u": "ok", "v": "registered_not_differentiable", "k": "ok"}
# culprit: {"v": 3}
# notes: keras.ops.vectorized_map: v is rounded in the body.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops
u = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
v = tf.Variable([1.2, 2.7])
k = tf.Variable(0.3)
# --- cell ---
def scaled(args):
    row, b = args
    return ops.logsumexp(k * row) * ops.floor(b)

total = ops.sum(ops.vectorized_map(scaled, (u, v)))
