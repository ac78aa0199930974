# source: constructed
# target: loss
# sources: height, w
# expect: {"height": "integer_dtype", "w": "ok"}
# culprit: {"height": 1}
# notes: Two ways of one break each; the cast runs first, the stop_gradient second.
# --- setup ---
import tensorflow as tf

height, w = tf.Variable(2.4), tf.Variable([0.5, 0.1, 0.9])
# --- cell ---
rows = tf.cast(height, tf.int32)
top = tf.reduce_sum(w[:rows])
norm = tf.stop_gradient(height) * 2.0
loss = top / norm
