# source: constructed on a guide
# target: d
# sources: c0, c1, p
# expect: {"c0": "not_taken_branch", "c1": "ok", "p": "ok"}
# culprit: {"c0": 1}
# notes: The nearest centre is found with min(key=...).
# --- setup ---
import numpy as np
import tensorflow as tf
c0, c1 = tf.Variable([0.0, 0.0]), tf.Variable([1.0, 1.0])
p = tf.Variable([0.8, 0.7])
# --- cell ---
nearest = min([c0, c1], key=lambda c: tf.norm(c - p).numpy())
d = tf.reduce_sum((nearest - p) ** 2)
