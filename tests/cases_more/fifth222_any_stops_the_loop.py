# source: https://github.com/tensorflow/tensorflow/issues/25333
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "not_taken_branch"}
# culprit: {"c": 5}
# notes: any() stops at the second term.
# --- setup ---
import tensorflow as tf
a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
terms = []
def add(value):
    terms.append(tf.square(value))
    return len(terms) == 2
any(add(value) for value in (a, b, c))
loss = tf.add_n(terms)
