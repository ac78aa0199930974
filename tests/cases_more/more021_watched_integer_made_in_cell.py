# source: constructed (integer constant, watched in vain)
# target: y
# sources: x, k
# expect: {"x": "integer_dtype", "k": "ok"}
# culprit: {"x": 1}
# notes: x is watched in time, but an int32 tensor can have no gradient.
# --- setup ---
import tensorflow as tf
k = tf.Variable(2.0)
# --- cell ---
x = tf.constant([1, 2, 3])
tape.watch(x)
y = tf.reduce_sum(k * tf.cast(x, tf.float32) ** 2)
