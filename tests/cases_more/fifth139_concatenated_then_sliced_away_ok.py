# source: https://github.com/tensorflow/tensorflow/issues/56300
# target: loss
# sources: a, b
# expect: {"a": "ok", "b": "ok"}
# notes: What is sliced away gets a gradient of zeros, not None.
# --- setup ---
import tensorflow as tf
a, b = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
# --- cell ---
both = tf.concat([a, b], axis=0)
front = both[:2]
loss = tf.reduce_sum(front ** 2)
