# source: https://github.com/tensorflow/probability/issues/1165
# target: loss
# sources: order, x
# expect: {"order": "registered_not_differentiable", "x": "ok"}
# culprit: {"order": 6}
# notes: polygamma has no gradient with respect to its order; the call is in a property of the cell.
# --- setup ---
import tensorflow as tf
order, x = tf.Variable(1.0), tf.Variable([2.0, 3.0])
# --- cell ---
class Moments:
    def __init__(self, n):
        self.n = n
    @property
    def cumulant(self):
        return tf.math.polygamma(self.n, x)
m = Moments(order)
loss = tf.reduce_sum(m.cumulant * tf.math.lgamma(x))
