# source: constructed (scalar converted with np.float32)
# target: reach
# sources: angle, arm
# expect: {"angle": "left_tensorflow", "arm": "ok"}
# culprit: {"angle": 1}
# notes: np.float32(variable) is a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

angle, arm = tf.Variable(0.6), tf.Variable([1.0, 0.7])
# --- cell ---
a = np.float32(angle)
reach = arm[0] * tf.cos(a) + arm[1] * tf.cos(a + a)
