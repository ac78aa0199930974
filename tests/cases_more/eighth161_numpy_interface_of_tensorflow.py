# source: https://www.tensorflow.org/guide/tf_numpy
# target: loss
# sources: a, b, c, d
# expect: {"a": "ok", "b": "registered_not_differentiable", "c": "left_tensorflow", "d": "ok"}
# culprit: {"b": 3, "c": 4}
# notes: The NumPy interface of TensorFlow keeps the gradient, copies included; its floor has none, and plain NumPy leaves.
# --- setup ---
import numpy as np
import tensorflow as tf
import tensorflow.experimental.numpy as tnp

a, b = tf.Variable([0.5, 1.5, 2.5]), tf.Variable([1.2, 0.7, 2.1])
c, d = tf.Variable([0.1, 0.2, 0.3]), tf.Variable([3.0, 2.0, 1.0])
# --- cell ---
copy = tnp.array(a, copy=True)
outer = tnp.outer(copy, tnp.flip(d))
steps = tnp.floor(b * 2.0)
climb = np.cumsum(c)
near = tnp.where(outer > 2.0, outer, tnp.log1p(outer))
loss = tnp.sum(tnp.dot(near, steps) * climb) + tnp.var(tnp.maximum(a, 1.0))
