# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: flag, a, b
# expect: {"flag": "integer_dtype", "a": "ok", "b": "ok"}
# notes: The switch is a boolean variable.
# --- setup ---
import tensorflow as tf
flag = tf.Variable(True)
a, b = tf.Variable([1.0, 2.0]), tf.Variable([3.0, 4.0])
# --- cell ---
mixed = tf.where(flag, a, b)
loss = tf.reduce_sum(mixed ** 2)
