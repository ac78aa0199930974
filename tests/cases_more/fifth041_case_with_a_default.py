# source: https://github.com/tensorflow/tensorflow/issues/31504
# target: loss
# sources: steep, flat
# expect: {"steep": "not_taken_branch", "flat": "ok"}
# culprit: {"steep": 2}
# notes: tf.case in eager mode runs the default only.
# --- setup ---
import tensorflow as tf
steep = tf.Variable(3.0)
flat = tf.Variable(0.5)
x = tf.constant([0.2, 0.4])
# --- cell ---
is_far = tf.reduce_sum(x) > 5.0
cost = tf.case([(is_far, lambda: tf.reduce_sum(steep * x ** 2))], default=lambda: tf.reduce_sum(flat * x))
loss = cost + 1.0
