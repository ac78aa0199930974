# source: constructed on a guide
# target: cost
# sources: hours, rate, block
# expect: {"hours": "registered_not_differentiable", "rate": "ok", "block": "registered_not_differentiable"}
# culprit: {"hours": 1, "block": 1}
# notes: The same with // only.
# --- setup ---
import numpy as np
import tensorflow as tf
hours, rate, block = tf.Variable(7.3), tf.Variable(2.0), tf.Variable(2.0)
# --- cell ---
full = hours // block
cost = tf.square(rate * full)
