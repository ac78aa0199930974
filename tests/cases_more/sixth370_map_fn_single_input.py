# source: constructed on a guide
# target: loss
# sources: x, k
# expect: {"x": "ok", "k": "registered_not_differentiable"}
# culprit: {"k": 1}
# notes: map_fn over one sequence, the captured k is rounded inside.
# --- setup ---
import numpy as np
import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
k = tf.Variable(2.3)
# --- cell ---
powers = tf.map_fn(lambda v: v ** tf.round(k), x)
loss = tf.reduce_mean(powers)
