# source: https://github.com/tensorflow/tensorflow/issues/3972
# target: loss
# sources: rows, scale
# expect: {"rows": "left_tensorflow", "scale": "ok"}
# culprit: {"rows": 2}
# notes: map_fn runs the Python function eagerly, so NumPy works and cuts.
# --- setup ---
import numpy as np
import tensorflow as tf
rows, scale = tf.Variable([[1.0, 2.0], [3.0, 5.0]]), tf.Variable(0.4)
# --- cell ---
def spread(row):
    low, high = np.percentile(row, [25, 75])
    return tf.constant(high - low, tf.float32) * scale
iqr = tf.map_fn(spread, rows)
loss = tf.reduce_sum(iqr)
