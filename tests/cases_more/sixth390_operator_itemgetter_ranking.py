# source: constructed on a guide
# target: ndcg
# sources: scores, gains, disc
# expect: {"scores": "left_tensorflow", "gains": "ok", "disc": "ok"}
# culprit: {"scores": 1}
# notes: The records are sorted with itemgetter on the float of the score.
# --- setup ---
import numpy as np
import tensorflow as tf
from operator import itemgetter
scores = tf.Variable([0.2, 0.9, 0.5])
gains = tf.Variable([3.0, 1.0, 2.0])
disc = tf.Variable(0.7)
# --- cell ---
records = [{"score": float(s), "gain": g} for s, g in zip(scores, tf.unstack(gains))]
records.sort(key=itemgetter("score"), reverse=True)
ndcg = tf.add_n([r["gain"] * disc ** k for k, r in enumerate(records)])
