# source: constructed on a guide
# target: best_two
# sources: s0, s1, s2, s3, temp
# expect: {"s0": "ok", "s1": "not_taken_branch", "s2": "ok", "s3": "not_taken_branch", "temp": "ok"}
# culprit: {"s1": 2, "s3": 2}
# notes: heapq.nlargest by float key.
# --- setup ---
import numpy as np
import tensorflow as tf
import heapq
s0, s1, s2, s3 = tf.Variable(0.9), tf.Variable(0.1), tf.Variable(0.7), tf.Variable(0.3)
temp = tf.Variable(0.5)
# --- cell ---
pool = {"a": s0, "b": s1, "c": s2, "d": s3}
top = heapq.nlargest(2, pool.items(), key=lambda kv: float(kv[1]))
best_two = sum(tf.exp(v / temp) for _, v in top)
