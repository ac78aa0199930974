# source: constructed on a guide
# target: codebook
# sources: levels, scale
# expect: {"levels": "no_gradient_registered", "scale": "no_gradient_registered"}
# culprit: {"levels": 1, "scale": 1}
# notes: tf.unique returns the distinct values: that op has no registered gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
levels = tf.Variable([1.0, 2.0, 1.0, 3.0, 2.0])
scale = tf.Variable(0.5)
# --- cell ---
vals, idx, counts = tf.unique_with_counts(levels * scale)
weight = tf.cast(counts, tf.float32) / 5.0
codebook = tf.reduce_sum(weight * vals ** 2)
