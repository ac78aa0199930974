# source: constructed on a guide
# target: y
# sources: scores, bank, scale
# expect: {"scores": "registered_not_differentiable", "bank": "ok", "scale": "ok"}
# culprit: {"scores": 3}
# notes: Inside a tf.function the argmax selects a row of the bank.
# --- setup ---
import numpy as np
import tensorflow as tf
scores = tf.Variable([0.1, 0.7, 0.2])
bank = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
scale = tf.Variable(0.3)
# --- cell ---
@tf.function
def retrieve(s, m):
    k = tf.argmax(s)
    row = m[k]
    return scale * tf.reduce_sum(row)

y = tf.exp(-retrieve(scores, bank))
