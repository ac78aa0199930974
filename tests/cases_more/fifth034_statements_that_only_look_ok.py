# source: https://github.com/tensorflow/tensorflow/issues/46559
# target: loss
# sources: x, y
# expect: {"x": "ok", "y": "ok"}
# notes: Assertions, prints, scopes and control dependencies do not cut anything.
# --- setup ---
import tensorflow as tf
x = tf.Variable([0.3, 0.6])
y = tf.Variable([1.0, 2.0])
# --- cell ---
with tf.name_scope("checks"), tf.device("/CPU:0"):
    tf.debugging.assert_positive(x, message="x")
    safe = tf.debugging.check_numerics(x / y, "ratio")
with tf.control_dependencies([safe]):
    same = tf.ensure_shape(tf.identity(safe), [2])
tf.print("ratio", same)
loss = tf.reduce_sum(same)
