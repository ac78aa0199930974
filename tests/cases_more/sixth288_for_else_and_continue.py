# source: constructed on a guide
# target: chosen
# sources: c0, c1, c2, bonus
# expect: {"c0": "not_taken_branch", "c1": "ok", "c2": "not_taken_branch", "bonus": "not_taken_branch"}
# culprit: {"c0": 2, "c2": 5}
# notes: A first-fit search with for/else; the candidates not taken and the bonus of the else branch stay out.
# --- setup ---
import numpy as np
import tensorflow as tf
c0, c1, c2 = (tf.Variable(v) for v in (0.2, 0.8, 0.9))
bonus = tf.Variable(1.0)
# --- cell ---
for cand in (c0, c1, c2):
    if cand < 0.5:
        continue
    chosen = tf.square(cand)
    break
else:
    chosen = bonus * 0.0
chosen = chosen * 2.0
