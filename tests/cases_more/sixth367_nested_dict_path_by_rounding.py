# source: constructed on a guide
# target: power
# sources: wind, curve_lo, curve_hi
# expect: {"wind": "left_tensorflow", "curve_lo": "not_taken_branch", "curve_hi": "ok"}
# culprit: {"wind": 2, "curve_lo": 3}
# notes: A power-curve dict is keyed by the rounded wind speed.
# --- setup ---
import numpy as np
import tensorflow as tf
wind = tf.Variable(7.6)
curve_lo, curve_hi = tf.Variable(0.3), tf.Variable(1.4)
# --- cell ---
curve = {7: curve_lo, 8: curve_hi}
key = round(float(wind))
power = curve[key] ** 3
