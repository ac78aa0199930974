# source: https://github.com/google/qkeras/pull/118
# target: loss
# sources: a, b
# expect: {"a": "registered_not_differentiable", "b": "ok"}
# culprit: {"a": 2}
# notes: abs() of an own number type rounds, unary plus does not.
# --- setup ---
import tensorflow as tf
class Fixed:
    def __init__(self, raw):
        self.raw = raw
    def __abs__(self):
        return tf.abs(tf.round(self.raw * 8.0) / 8.0)
    def __pos__(self):
        return tf.nn.relu(self.raw)
a, b = tf.Variable([-0.3, 0.7]), tf.Variable([0.2, -0.9])
left, right = Fixed(a), Fixed(b)
# --- cell ---
loss = tf.reduce_sum(
    abs(left)
    * 2.0
) + tf.reduce_sum(+right)
