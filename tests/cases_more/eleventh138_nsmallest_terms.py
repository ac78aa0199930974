# source: constructed (code as an engineer structures it)
# target: robust
# sources: a, b, c
# expect: {"a": "ok", "b": "not_taken_branch", "c": "ok"}
# culprit: {"b": 2}
# notes: heapq.nsmallest sorts by the float value and hands back the tensors themselves: the chosen terms are connected, the largest is left out.
# --- setup ---
import heapq
import tensorflow as tf

a, b, c = tf.Variable(0.3), tf.Variable(2.5), tf.Variable(-0.8)
# --- cell ---
residuals = [tf.square(v) for v in (a, b, c)]
kept = heapq.nsmallest(2, residuals, key=float)
robust = tf.add_n(kept) / len(kept)
