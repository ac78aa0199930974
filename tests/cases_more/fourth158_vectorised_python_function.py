# source: constructed
# target: loss
# sources: theta, k
# expect: {"theta": "left_tensorflow", "k": "ok"}
# culprit: {"theta": 2}
# notes: np.vectorize calls the function entry by entry with NumPy scalars.
# --- setup ---
import numpy as np
import tensorflow as tf

theta, k = tf.Variable([0.1, 1.2, 2.0]), tf.Variable(0.8)
def wrap(a):
    return a - 2 * np.pi if a > np.pi else a
# --- cell ---
doubled = theta * 2.0
wrapped = np.vectorize(wrap)(doubled)
loss = k * tf.reduce_sum(tf.constant(wrapped, tf.float32) ** 2)
