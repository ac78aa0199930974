# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: k, w
# expect: {"k": "left_tensorflow", "w": "ok"}
# culprit: {"k": 3}
# notes: A learned length is made a Python int for a slice.
# --- setup ---
import tensorflow as tf
k, w = tf.Variable(2.6), tf.Variable([0.5, 1.0, 1.5, 2.0])
# --- cell ---
loss = tf.reduce_sum(
    tf.square(
        w[: int(k)]
    )
)
