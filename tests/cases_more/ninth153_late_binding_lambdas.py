# source: constructed
# target: total
# sources: c0, c1, c2, x
# expect: {"c0": "not_connected", "c1": "not_connected", "c2": "ok", "x": "ok"}
# culprit: {"c0": 4, "c1": 4}
# notes: Three lambdas made in a loop all see the last coefficient, so the first two are never used.
# --- setup ---
import tensorflow as tf

c0, c1, c2 = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
x = tf.Variable([0.5, 1.5])
# --- cell ---
terms = []
for coef in (c0, c1, c2):
    terms.append(lambda v: coef * v ** 2)
total = tf.reduce_sum([f(x) for f in terms])
