# source: constructed on a guide
# target: s
# sources: vals, stop, keep, w
# expect: {"vals": "ok", "stop": "registered_not_differentiable", "keep": "registered_not_differentiable", "w": "ok"}
# culprit: {"stop": 1, "keep": 2}
# notes: takewhile compares with stop, compress is given booleans from keep.
# --- setup ---
import numpy as np
import tensorflow as tf
from itertools import takewhile, compress
vals = tf.Variable([0.2, 0.5, 0.7, 2.0])
stop = tf.Variable(1.0)
keep = tf.Variable([0.9, 0.1, 0.8])
w = tf.Variable(1.5)
# --- cell ---
head = list(takewhile(lambda v: v < stop, tf.unstack(vals)))
flags = (keep > 0.5).numpy().tolist()
chosen = list(compress(head, flags))
s = w * tf.add_n(chosen)
