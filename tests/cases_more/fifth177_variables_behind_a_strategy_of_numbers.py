# source: https://github.com/GPflow/GPflow/issues/1604
# target: loss
# sources: w1, w2, x
# expect: {"w1": "left_tensorflow", "w2": "left_tensorflow", "x": "ok"}
# culprit: {"w1": 1, "w2": 1}
# notes: Parameters are packed into one vector for an external optimiser and unpacked again.
# --- setup ---
import numpy as np
import tensorflow as tf
w1, w2 = tf.Variable([[0.5, -0.3]]), tf.Variable([0.7])
x = tf.Variable([[1.0], [2.0]])
def pack(variables):
    return np.concatenate([v.numpy().ravel() for v in variables])
def unpack(vector, shapes):
    out, start = [], 0
    for shape in shapes:
        size = int(np.prod(shape))
        out.append(tf.reshape(tf.constant(vector[start : start + size], tf.float32), shape))
        start += size
    return out
# --- cell ---
theta = pack([w1, w2])
a, b = unpack(theta, [(1, 2), (1,)])
loss = tf.reduce_sum(tf.tanh(x @ a) * b)
