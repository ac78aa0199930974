# source: constructed on a guide
# target: surrogate
# sources: policy, values
# expect: {"policy": "ok", "values": "left_tensorflow"}
# culprit: {"values": 2}
# notes: The baseline is the statistics.fmean of Python floats; the log-probabilities stay connected.
# --- setup ---
import numpy as np
import tensorflow as tf
import statistics
policy = tf.Variable([0.1, 0.5, -0.2])
values = tf.Variable([1.0, 2.0, 4.0])
actions = [0, 2, 1, 1]
returns = [1.0, 0.0, 2.0, 3.0]
# --- cell ---
logp = tf.nn.log_softmax(policy)
baseline = statistics.fmean(map(float, values))
spread = statistics.pstdev(returns) or 1.0
terms = [logp[a] * (r - baseline) / spread for a, r in zip(actions, returns)]
surrogate = -tf.add_n(terms) / len(terms)
