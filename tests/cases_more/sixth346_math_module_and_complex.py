# source: constructed on a guide
# target: drag
# sources: v, alt, cd
# expect: {"v": "ok", "alt": "left_tensorflow", "cd": "ok"}
# culprit: {"alt": 1}
# notes: The air density is computed with the math module.
# --- setup ---
import numpy as np
import tensorflow as tf
import math
v, alt, cd = tf.Variable(40.0), tf.Variable(1200.0), tf.Variable(0.47)
# --- cell ---
rho = 1.225 * math.exp(-alt / 8500.0)
area = math.pi * 0.1 ** 2
drag = 0.5 * rho * v ** 2 * cd * area
