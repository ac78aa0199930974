# source: https://www.tensorflow.org/api_docs/python/tf/strings/as_string
# target: total
# sources: gain, bias, x, y
# expect: {"gain": "registered_not_differentiable", "bias": "left_tensorflow", "x": "ok", "y": "ok"}
# culprit: {"gain": 1, "bias": 2}
# notes: The gain is formatted and parsed with tf.strings, the bias with str and re: both are gone, one inside TensorFlow and one outside.
# --- setup ---
import re
import tensorflow as tf

gain, bias = tf.Variable(1.25), tf.Variable(0.5)
x, y = tf.Variable([1.0, 2.0]), tf.Variable([0.3, 0.1])
# --- cell ---
text = tf.strings.as_string(gain, precision=3)
found = re.search(r"\d+\.\d+", str(bias.numpy()))
line = tf.strings.to_number(text) * x + float(found.group())
total = tf.reduce_sum(tf.abs(line - y))
