# source: constructed (watch belongs to an earlier tape)
# target: y
# sources: x, a
# expect: {"x": "not_watched", "a": "ok"}
# notes: x was watched by the tape of an earlier cell; that says nothing to this one.
# --- setup ---
import tensorflow as tf

x, a = tf.constant([1.0, 2.0]), tf.Variable(0.5)
with tf.GradientTape() as earlier:
    earlier.watch(x)
    first = tf.reduce_sum(x ** 2)
# --- cell ---
y = tf.reduce_sum(tf.sin(a * x))
