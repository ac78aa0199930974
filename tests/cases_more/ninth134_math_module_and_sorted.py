# source: constructed
# target: score
# sources: p, q, decay, rival
# expect: {"p": "ok", "q": "ok", "decay": "left_tensorflow", "rival": "not_taken_branch"}
# culprit: {"decay": 2, "rival": 4}
# notes: sorted() only reorders tensors, so p and q stay connected; math.exp gives a float and max() picks one of its two arguments.
# --- setup ---
import math
import tensorflow as tf

p, q = tf.Variable(0.7), tf.Variable(0.2)
decay = tf.Variable(0.5)
rival = tf.Variable(0.1)
# --- cell ---
ordered = sorted([p * 2.0, q + 1.0], key=float)
weights = [1.0, math.exp(-decay)]
score = sum(w * o for w, o in zip(weights, ordered))
score = score * max(rival, q)
