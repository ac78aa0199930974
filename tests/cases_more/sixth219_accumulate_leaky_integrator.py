# source: constructed on a guide
# target: last
# sources: leak, current, thresh
# expect: {"leak": "ok", "current": "ok", "thresh": "registered_not_differentiable"}
# culprit: {"thresh": 2}
# notes: itertools.accumulate carries the membrane potential; the threshold only enters a comparison.
# --- setup ---
import numpy as np
import tensorflow as tf
from itertools import accumulate, pairwise
leak = tf.Variable(0.9)
current = tf.Variable([0.5, 0.8, 0.1, 0.9])
thresh = tf.Variable(1.0)
# --- cell ---
trace = list(accumulate(tf.unstack(current), lambda v, i: leak * v + i, initial=tf.constant(0.0)))
spikes = [tf.cast(v > thresh, tf.float32) for v in trace]
roughness = tf.add_n([(b - a) ** 2 for a, b in pairwise(trace)])
last = trace[-1] + 0.1 * roughness + tf.add_n(spikes)
