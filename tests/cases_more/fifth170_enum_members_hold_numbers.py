# source: https://github.com/tensorflow/tensorflow/issues/62797
# target: loss
# sources: low, high
# expect: {"low": "left_tensorflow", "high": "ok"}
# culprit: {"low": 3}
# notes: An enumeration of the cell stores the limit as a float.
# --- setup ---
import tensorflow as tf
low, high = tf.Variable(0.2), tf.Variable(0.9)
x = tf.constant([0.1, 0.5, 1.2])
# --- cell ---
import enum
class Limit(enum.Enum):
    LOW = float(low)
    TOP = 1.0
clipped = tf.clip_by_value(x, Limit.LOW.value, high)
loss = tf.reduce_sum(clipped)
