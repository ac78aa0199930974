# source: https://github.com/tensorflow/tensorflow/issues/23274
# target: loss
# sources: a, b, c
# expect: {"a": "left_tensorflow", "b": "integer_dtype", "c": "ok"}
# culprit: {"a": 1, "b": 2}
# notes: The exits are hidden in a methodcaller and a partial made beforehand.
# --- setup ---
import functools, operator
import tensorflow as tf
fetch = operator.methodcaller("numpy")
to_index = functools.partial(tf.cast, dtype=tf.int32)
a, b, c = tf.Variable([0.5, 0.6]), tf.Variable(1.8), tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
numbers = fetch(a)
slot = to_index(b)
loss = tf.reduce_sum(numbers) * c[slot] + tf.reduce_sum(c)
