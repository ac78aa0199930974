# source: constructed on a guide
# target: out
# sources: slope, bias, default_bias
# expect: {"slope": "ok", "bias": "ok", "default_bias": "not_connected"}
# culprit: {"default_bias": 3}
# notes: The tuned bias shadows the default one in a ChainMap, so the default is never read.
# --- setup ---
import numpy as np
import tensorflow as tf
from collections import ChainMap
slope = tf.Variable([1.0, 2.0])
bias = tf.Variable(0.5)
default_bias = tf.Variable(0.0)
defaults = {"bias": default_bias, "slope": slope}
tuned = {"bias": bias}
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
# --- cell ---
p = ChainMap(tuned, defaults)
line = tf.linalg.matvec(x, p["slope"]) + p["bias"]
out = tf.reduce_mean(tf.nn.softplus(line))
