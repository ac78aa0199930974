# source: constructed
# target: loss
# sources: count, w
# expect: {"count": "integer_dtype", "w": "ok"}
# culprit: {"count": 1}
# notes: tf.repeat needs whole numbers; the learned count is cast.
# --- setup ---
import tensorflow as tf

count, w = tf.Variable([1.6, 2.2]), tf.Variable([[0.5, 0.5], [1.0, -1.0]])
# --- cell ---
times = tf.cast(count, tf.int64)
rows = tf.repeat(w, repeats=times, axis=0)
loss = tf.reduce_mean(tf.reduce_sum(rows ** 2, axis=1))
