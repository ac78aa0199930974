# source: constructed on a guide
# target: cost
# sources: hours, rate, block
# expect: {"hours": "ok", "rate": "ok", "block": "ok"}
# notes: divmod on a tensor: the remainder keeps the path, floor division does not matter; everything has a gradient.
# --- setup ---
import numpy as np
import tensorflow as tf
hours, rate, block = tf.Variable(7.3), tf.Variable(2.0), tf.Variable(2.0)
# --- cell ---
rest = hours % block
full = (hours - rest) / block
cost = rate * full * 1.5 + rate * rest
