# source: https://github.com/tensorflow/tensorflow/issues/16028
# target: loss
# sources: low, high, radius, g1
# expect: {"low": "ok", "high": "ok", "radius": "ok", "g1": "ok"}
# notes: Clipping limits that are variables, and a sign: all have gradients.
# --- setup ---
import tensorflow as tf
low, high = tf.Variable(-0.5), tf.Variable(0.8)
radius = tf.Variable(1.0)
g1 = tf.Variable([3.0, -2.0, 0.1])
# --- cell ---
boxed = tf.clip_by_value(g1, low, high)
short = tf.clip_by_norm(g1, radius)
(both,), norm = tf.clip_by_global_norm([g1], 2.0 * radius)
rounded = tf.sign(boxed) * tf.abs(short)
loss = tf.reduce_sum(boxed * short) + tf.reduce_sum(both) + norm + tf.reduce_sum(rounded)
