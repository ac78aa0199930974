# source: https://github.com/tensorflow/tensorflow/issues/28966
# target: loss
# sources: length, w
# expect: {"length": "registered_not_differentiable", "w": "ok"}
# culprit: {"length": 2}
# notes: A mask made of a comparison with the learned length.
# --- setup ---
import tensorflow as tf
length = tf.Variable(3.4)
w = tf.Variable([0.5, 0.4, 0.3, 0.2, 0.1])
# --- cell ---
def prefix(weights, n):
    keep = tf.sequence_mask(n, weights.shape[0], dtype=tf.float32)
    return tf.reduce_sum(weights * keep)
loss = tf.square(prefix(w, length) - 1.0)
