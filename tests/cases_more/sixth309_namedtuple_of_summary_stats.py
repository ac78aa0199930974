# source: constructed on a guide
# target: z
# sources: sample, ref, bias
# expect: {"sample": "ok", "ref": "left_tensorflow", "bias": "ok"}
# culprit: {"ref": 1}
# notes: The reference statistics are a namedtuple of Python floats.
# --- setup ---
import numpy as np
import tensorflow as tf
from collections import namedtuple
sample = tf.Variable([1.0, 2.0, 4.0])
ref = tf.Variable([0.5, 1.5, 1.0, 2.0])
bias = tf.Variable(0.1)
Stats = namedtuple("Stats", "mean var")
# --- cell ---
r = Stats(*(float(v) for v in tf.nn.moments(ref, 0)))
s = Stats(*tf.nn.moments(sample, 0))
pooled = (s.var + r.var) / 2
z = (s.mean - r._replace(var=0.0).mean + bias) / tf.sqrt(pooled)
