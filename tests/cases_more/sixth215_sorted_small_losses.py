# source: constructed on a guide
# target: kept
# sources: a, b, c, keep
# expect: {"a": "ok", "b": "not_taken_branch", "c": "ok", "keep": "left_tensorflow"}
# culprit: {"keep": 2, "b": 3}
# notes: Co-teaching in plain Python: sort the losses and keep the smallest two.
# --- setup ---
import numpy as np
import tensorflow as tf
a, b, c = tf.Variable(0.3), tf.Variable(2.0), tf.Variable(0.7)
keep = tf.Variable(2.0)
labels = [0.0, 1.0, 1.0]
# --- cell ---
losses = [tf.square(p - t) for p, t in zip((a, -b, c), labels)]
k = int(keep)
small = sorted(losses, key=lambda v: v.numpy())[:k]
kept = sum(small) / len(small)
