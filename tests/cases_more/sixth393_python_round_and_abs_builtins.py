# source: constructed on a guide
# target: err
# sources: x, y, z
# expect: {"x": "ok", "y": "left_tensorflow", "z": "ok"}
# culprit: {"y": 2}
# notes: Builtins: abs and sum and pow work on tensors, round of a float does not.
# --- setup ---
import numpy as np
import tensorflow as tf
x, y, z = tf.Variable([1.0, -2.0]), tf.Variable(0.37), tf.Variable(1.2)
# --- cell ---
total = sum(abs(v) for v in tf.unstack(x))
r = round(float(y), 1)
err = pow(total - r, 2) * z
