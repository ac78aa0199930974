# source: constructed
# target: loss
# sources: a, c
# expect: {"a": "ok", "c": "not_taken_branch"}
# culprit: {"c": 1}
# notes: 
# --- setup ---
import itertools
import tensorflow as tf
a, c = tf.Variable(1.0), tf.Variable(2.0)
def terms():
    yield tf.sin(a)
    yield tf.cos(c)
# --- cell ---
first = list(itertools.islice(terms(), 1))
loss = tf.add_n(first)
