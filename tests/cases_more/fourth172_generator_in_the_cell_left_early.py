# source: constructed
# target: loss
# sources: a, c
# expect: {"a": "ok", "c": "not_taken_branch"}
# culprit: {"c": 8}
# notes: 
# --- setup ---
import tensorflow as tf

a, c = tf.Variable(1.0), tf.Variable(2.0)
# --- cell ---
def terms():
    yield tf.sin(a)
    yield tf.cos(c)

loss = tf.constant(0.0)
for t in terms():
    loss += t
    if loss > 0.5:
        break
