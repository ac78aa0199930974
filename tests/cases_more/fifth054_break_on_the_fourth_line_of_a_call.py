# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "stop_gradient", "c": "integer_dtype"}
# culprit: {"b": 5, "c": 9}
# notes: Two breaks inside one long expression.
# --- setup ---
import tensorflow as tf
a = tf.Variable([1.0, 2.0])
b = tf.Variable([0.5, 0.5])
c = tf.Variable([3.7, 4.2])
x = tf.constant([1.5, -0.5])
# --- cell ---
loss = tf.add_n([
    tf.reduce_mean(a * x),
    tf.reduce_mean(
        x
        * tf.stop_gradient(b)
        * x
    ),
    tf.cast(
        tf.reduce_sum(tf.cast(
            c, tf.int64)),
        tf.float32,
    ),
])
