# source: constructed (code as an engineer structures it)
# target: loss
# sources: w_in, w_out, scale
# expect: {"w_in": "not_connected", "w_out": "not_connected", "scale": "ok"}
# notes: The penalty terms are a generator expression that the counting line uses up; the sum runs over nothing.
# --- setup ---
import tensorflow as tf

w_in = tf.Variable([0.3, -0.6])
w_out = tf.Variable([1.0, 0.2, 0.4])
scale = tf.Variable(1.3)
pred = tf.constant([0.8, 1.4])
# --- cell ---
terms = (tf.reduce_sum(tf.abs(v)) for v in (w_in, w_out))
count = sum(1 for _ in terms)
penalty = sum(terms, tf.constant(0.0)) / count
loss = tf.reduce_mean((scale * pred - 1.0) ** 2) + 0.01 * penalty
