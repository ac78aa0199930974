# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: pixels, w
# expect: {"pixels": "not_watched", "w": "ok"}
# culprit: {"pixels": 1}
# notes: What is watched is the float64 copy made in the call.
# --- setup ---
import tensorflow as tf
w = tf.Variable([[0.5], [0.25]])
# --- cell ---
pixels = tf.constant([[0.2, 0.8], [0.6, 0.1]])
tape.watch(tf.cast(pixels, tf.float64))
scaled = pixels * 2.0 - 1.0
loss = tf.reduce_sum(scaled @ w)
