# source: https://github.com/tensorflow/tensorflow/issues/25333
# target: loss
# sources: big, small
# expect: {"big": "ok", "small": "not_taken_branch"}
# culprit: {"small": 1}
# notes: Python's filter keeps one of the two variables.
# --- setup ---
import tensorflow as tf
big, small = tf.Variable(1.5), tf.Variable(0.2)
# --- cell ---
kept = list(filter(lambda p: float(tf.abs(p)) > 0.5, [big, small]))
loss = tf.add_n([tf.square(p) for p in kept])
