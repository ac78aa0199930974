# source: constructed (itertools.groupby)
# target: spread
# sources: readings, weights, width, origin
# expect: {"readings": "ok", "weights": "ok", "width": "left_tensorflow", "origin": "left_tensorflow"}
# culprit: {"width": 3, "origin": 3}
# notes: Readings are grouped by a Python bucket number: the readings themselves are summed as tensors, bucket width and origin are only used for the keys.
# --- setup ---
from itertools import groupby
import tensorflow as tf

readings = tf.Variable([0.1, 0.4, 1.2, 1.3, 2.8])
weights = tf.Variable([1.0, 0.5, 1.0, 0.5, 2.0])
width, origin = tf.Variable(1.0), tf.Variable(0.0)
# --- cell ---
pairs = list(zip(tf.unstack(readings), tf.unstack(weights)))
groups = []
for bucket, members in groupby(pairs, key=lambda p: int((p[0] - origin) / width)):
    members = list(members)
    top = sum(r * w for r, w in members)
    groups.append(top / sum(w for _, w in members))
spread = tf.math.reduce_variance(tf.stack(groups))
