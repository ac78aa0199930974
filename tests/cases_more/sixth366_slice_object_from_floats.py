# source: constructed on a guide
# target: area
# sources: sig, lo, hi
# expect: {"sig": "ok", "lo": "left_tensorflow", "hi": "left_tensorflow"}
# culprit: {"lo": 1, "hi": 2}
# notes: Integration borders become a slice object by int().
# --- setup ---
import numpy as np
import tensorflow as tf
sig = tf.Variable(np.linspace(0.1, 1.0, 10).astype("float32"))
lo, hi = tf.Variable(2.4), tf.Variable(7.9)
# --- cell ---
left = int(lo)
right = int(np.ceil(hi))
window = slice(left, right)
part = sig[window]
area = tf.reduce_sum(0.5 * (part[1:] + part[:-1]))
