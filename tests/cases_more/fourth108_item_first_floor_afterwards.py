# source: constructed
# target: loss
# sources: budget, w
# expect: {"budget": "registered_not_differentiable", "w": "ok"}
# culprit: {"budget": 2}
# notes: The same two breaks in the other order: now tf.floor is nearest the target.
# --- setup ---
import numpy as np
import tensorflow as tf

budget, w = tf.Variable(3.7), tf.Variable([0.5, 0.6])
# --- cell ---
half = budget.numpy() / np.float32(2.0)
whole = tf.floor(half)
loss = tf.reduce_sum((w * whole - 1.0) ** 2)
