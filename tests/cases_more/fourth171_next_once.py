# source: constructed
# target: loss
# sources: a, c
# expect: {"a": "ok", "c": "not_taken_branch"}
# culprit: {"c": 2}
# notes: 
# --- setup ---
import tensorflow as tf

a, c = tf.Variable(1.0), tf.Variable(2.0)
def terms():
    yield tf.sin(a)
    yield tf.cos(c)
# --- cell ---
it = terms()
loss = next(it) * 2.0
