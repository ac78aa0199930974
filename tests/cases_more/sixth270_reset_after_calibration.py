# source: constructed on a guide
# target: loss
# sources: bias, scale, x
# expect: {"bias": "computed_before_tape", "scale": "ok", "x": "not_watched"}
# culprit: {"bias": 4}
# notes: tape.reset() inside a helper: the calibrated bias was recorded before it.
# --- setup ---
import numpy as np
import tensorflow as tf
bias = tf.Variable(0.3)
scale = tf.Variable(1.2)
x = tf.constant([1.0, 2.0, 4.0])
def calibrated(b):
    return tf.nn.softplus(b) - 0.5
# --- cell ---
offset = calibrated(bias)
if float(offset) > 0:
    tape.reset()
pred = scale * x + offset
loss = tf.reduce_mean(pred ** 2)
