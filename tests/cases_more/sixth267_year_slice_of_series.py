# source: constructed on a guide
# target: trend
# sources: series, first, season
# expect: {"series": "ok", "first": "left_tensorflow", "season": "ok"}
# culprit: {"first": 1}
# notes: The first index comes from float variable through .numpy().
# --- setup ---
import numpy as np
import tensorflow as tf
series = tf.Variable(np.linspace(1.0, 3.0, 8).astype("float32"))
first = tf.Variable(2.2)
season = tf.Variable([0.1, -0.1])
# --- cell ---
start = int(first.numpy())
recent = series[start:]
adj = recent - tf.tile(season, [len(recent) // 2])
trend = (adj[-1] - adj[0]) / len(recent)
