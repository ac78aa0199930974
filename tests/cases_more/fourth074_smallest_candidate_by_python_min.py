# source: constructed
# target: best
# sources: a, b
# expect: {"a": "not_connected", "b": "ok"}
# culprit: {"a": 2}
# notes: Python's min with a key picks one of two losses; the other one does not enter.
# --- setup ---
import tensorflow as tf

a, b = tf.Variable([2.0, 2.0]), tf.Variable([0.5, 0.1])
# --- cell ---
candidates = [tf.reduce_sum(a ** 2), tf.reduce_sum(b ** 2)]
best = min(candidates, key=float)
