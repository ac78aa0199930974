# source: constructed (zip, itertools.accumulate and pairwise)
# target: total
# sources: w1, w2, w3, rate
# expect: {"w1": "ok", "w2": "ok", "w3": "not_connected", "rate": "ok"}
# culprit: {"w3": 2}
# notes: Two input columns and three weights are zipped: the last weight is dropped silently; accumulate and pairwise work on tensors.
# --- setup ---
from itertools import accumulate, pairwise
import tensorflow as tf

w1, w2, w3, rate = (tf.Variable(v) for v in (0.5, 1.0, 2.0, 0.1))
x = tf.constant([[1.0, 2.0], [0.5, 0.1], [2.0, 1.0]])
# --- cell ---
columns = tf.unstack(x, axis=1)
parts = [w * col for w, col in zip((w1, w2, w3), columns)]
sums = list(accumulate(parts, lambda s, p: s * (1.0 - rate) + p))
steps = [b - a for a, b in pairwise([tf.zeros(3), *sums])]
total = tf.reduce_sum(tf.stack(steps) ** 2)
