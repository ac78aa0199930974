# source: constructed on a guide
# target: out
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "registered_not_differentiable"}
# culprit: {"c": 3}
# notes: tf.experimental.numpy is differentiable; floor is not.
# --- setup ---
import numpy as np
import tensorflow as tf
from tensorflow.experimental import numpy as tnp
a, b, c = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([0.5, -0.5]), tf.Variable(0.27)
# --- cell ---
m = tnp.dot(a, b)
m = tnp.where(m > 0, m, 0.1 * m)
d = tnp.floor(c * 10)
out = tnp.sum(tnp.outer(m, m)) / d
