# source: https://github.com/tensorflow/tensorflow/issues/5888
# target: loss
# sources: parts, gain
# expect: {"parts": "registered_not_differentiable", "gain": "ok"}
# culprit: {"parts": 3}
# notes: map() is lazy: the helper rounds when the list is built.
# --- setup ---
import tensorflow as tf
parts = tf.Variable([0.26, 0.74, 1.49])
gain = tf.Variable(2.0)
def quantise(v):
    return tf.round(v * 10.0) / 10.0
# --- cell ---
pieces = map(quantise, tf.unstack(parts))
doubled = gain ** 2
stacked = tf.stack(list(pieces))
loss = doubled * tf.reduce_sum(stacked)
