# source: constructed
# target: losses
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "integer_dtype"}
# culprit: {"c": 3}
# notes: The target is a list; one entry is an integer count, which contributes nothing, the others do.
# --- setup ---
import tensorflow as tf

a = tf.Variable([0.3, 0.9])
b = tf.Variable([1.5, -0.5])
c = tf.Variable([4.2, 7.9])
# --- cell ---
fit = tf.reduce_mean((a - b) ** 2)
smooth = tf.reduce_sum(tf.abs(b[1:] - b[:-1]))
count = tf.reduce_sum(tf.cast(c, tf.int64))
losses = [fit, smooth, count]
