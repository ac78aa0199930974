# source: https://github.com/tensorflow/tensorflow/issues/27776
# target: text
# sources: w
# expect: {"w": "integer_dtype"}
# culprit: {"w": 2}
# notes: The target is a string tensor.
# --- setup ---
import tensorflow as tf
w = tf.Variable([0.25, 0.5])
# --- cell ---
pred = tf.reduce_sum(tf.exp(w))
text = tf.strings.as_string(pred, precision=3)
