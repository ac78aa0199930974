# source: constructed on a guide
# target: y
# sources: w, b, init, limit
# expect: {"w": "ok", "b": "ok", "init": "ok", "limit": "registered_not_differentiable"}
# culprit: {"limit": 2}
# notes: keras.ops.while_loop in eager mode: the limit is only compared.
# --- setup ---
import numpy as np
import tensorflow as tf
from keras import ops
w = tf.Variable([[0.5, 0.2], [0.1, 0.9]])
b = tf.Variable([0.3, 0.1])
init = tf.Variable([[1.0, 1.0]])
limit = tf.Variable(6.0)
# --- cell ---
def unfinished(h, k):
    return ops.logical_and(ops.sum(h) < limit, k < 10)

def advance(h, k):
    return h + ops.relu(ops.matmul(h, w) + b), k + 1

h, steps = ops.while_loop(unfinished, advance, (init, 0))
y = ops.logsumexp(h)
