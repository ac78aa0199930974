# source: constructed on a guide
# target: emd
# sources: weights, target_h
# expect: {"weights": "no_gradient_registered", "target_h": "no_gradient_registered"}
# culprit: {"weights": 1, "target_h": 1}
# notes: tf.math.bincount with weights is not registered.
# --- setup ---
import numpy as np
import tensorflow as tf
weights = tf.Variable([0.2, 0.5, 0.1, 0.9])
target_h = tf.Variable([0.5, 0.5, 0.7])
bins = tf.constant([0, 2, 1, 2])
# --- cell ---
h = tf.math.bincount(bins, weights=weights, minlength=3)
cdf = tf.cumsum(h - target_h)
emd = tf.reduce_sum(tf.abs(cdf))
