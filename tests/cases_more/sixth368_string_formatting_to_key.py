# source: constructed on a guide
# target: out
# sources: level, table
# expect: {"level": "left_tensorflow", "table": "ok"}
# culprit: {"level": 1}
# notes: The level is formatted into a key of the config.
# --- setup ---
import numpy as np
import tensorflow as tf
level = tf.Variable(2.0)
table = tf.Variable([0.1, 0.2, 0.3])
index = {"L1": 0, "L2": 1, "L3": 2}
# --- cell ---
key = f"L{level.numpy():.0f}"
out = tf.tanh(table[index[key]] * 4.0)
