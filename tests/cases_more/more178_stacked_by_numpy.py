# source: constructed (np.stack and np.clip on lists of tensors)
# target: loss
# sources: low, high, mid
# expect: {"low": "left_tensorflow", "high": "left_tensorflow", "mid": "left_tensorflow"}
# culprit: {"low": 2, "high": 2, "mid": 1}
# notes: np.clip takes the values of mid, np.stack those of the other two: the same cause on two lines.
# --- setup ---
import numpy as np
import tensorflow as tf

low, high, mid = tf.Variable(0.1), tf.Variable(0.9), tf.Variable(1.4)
scale = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
limited = np.clip(mid * 1.0, 0.0, 1.0)
column = np.stack([low * 2.0, high * 2.0])
loss = tf.reduce_sum(scale[:2] * column) + limited * scale[2]
