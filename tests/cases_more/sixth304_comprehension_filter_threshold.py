# source: constructed on a guide
# target: kept_sum
# sources: vals, cut, w
# expect: {"vals": "ok", "cut": "registered_not_differentiable", "w": "ok"}
# culprit: {"cut": 1}
# notes: A filter in a comprehension compares with the cut.
# --- setup ---
import numpy as np
import tensorflow as tf
vals = tf.Variable([0.2, 0.9, 0.6])
cut = tf.Variable(0.5)
w = tf.Variable(2.0)
# --- cell ---
strong = [v for v in tf.unstack(vals) if v > cut]
print(f"{len(strong)} of {vals.shape[0]} kept")
kept_sum = tf.add_n([w * v ** 2 for v in strong])
