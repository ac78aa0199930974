# source: https://github.com/keras-team/keras-io/issues/406
# target: loss
# sources: first, second, third
# expect: {"first": "not_connected", "second": "ok", "third": "ok"}
# culprit: {"first": 4}
# notes: A bounded deque has dropped the first value before the sum.
# --- setup ---
import collections
import tensorflow as tf
first, second, third = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
recent = collections.deque(maxlen=2)
for value in (first, second, third):
    recent.append(tf.square(value))
loss = tf.add_n(list(recent))
