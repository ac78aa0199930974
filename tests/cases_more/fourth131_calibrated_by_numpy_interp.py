# source: constructed
# target: loss
# sources: raw, weight
# expect: {"raw": "left_tensorflow", "weight": "ok"}
# culprit: {"raw": 2}
# notes: The scores are calibrated by a table with np.interp, inside a function that is defined in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf

raw, weight = tf.Variable([0.1, 0.6, 0.8]), tf.Variable(0.5)
xp, fp = np.array([0.0, 0.5, 1.0]), np.array([0.1, 0.3, 0.95])
# --- cell ---
def calibrate(p):
    table = np.interp(p, xp, fp)
    return table.astype("float32")

probs = calibrate(tf.sigmoid(raw))
loss = -tf.reduce_sum(tf.math.log(weight * probs))
