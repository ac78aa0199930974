# source: https://github.com/fchollet/deep-learning-with-python-notebooks/pull/284
# target: y
# sources: x, slope, offset
# expect: {"x": "not_watched", "slope": "ok", "offset": "ok"}
# culprit: {"x": 1}
# notes: The book's first example: the input is a tf.zeros tensor, so it is never watched.
# --- setup ---
import tensorflow as tf

slope = tf.Variable(2.0)
offset = tf.Variable(3.0)
# --- cell ---
x = tf.zeros(())
y = slope * x + offset
print("y is", float(y))
