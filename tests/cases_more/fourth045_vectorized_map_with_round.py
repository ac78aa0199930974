# source: constructed
# target: loss
# sources: cents, rate
# expect: {"cents": "registered_not_differentiable", "rate": "ok"}
# culprit: {"cents": 2}
# notes: vectorized_map rounds every row; the break stands in the function of the cell.
# --- setup ---
import tensorflow as tf

cents = tf.Variable([[1.24, 3.51], [0.4, 2.6]])
rate = tf.Variable(1.1)
# --- cell ---
def settle(row):
    return tf.reduce_sum(tf.round(row))

totals = tf.vectorized_map(settle, cents)
loss = tf.reduce_sum(rate * totals)
