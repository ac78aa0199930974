# source: https://github.com/google/qkeras/pull/118
# target: loss
# sources: a, b, c
# expect: {"a": "registered_not_differentiable", "b": "registered_not_differentiable", "c": "ok"}
# culprit: {"a": 2, "b": 2}
# notes: The operator of an own number class rounds both operands.
# --- setup ---
import tensorflow as tf
class Fixed:
    bits = 4
    def __init__(self, raw):
        self.raw = raw
    def rounded(self):
        return tf.math.rint(self.raw * 2.0 ** self.bits) / 2.0 ** self.bits
    def __matmul__(self, other):
        return self.rounded() @ other.rounded()
a = tf.Variable([[0.3, 0.7]])
b = tf.Variable([[0.2], [0.9]])
c = tf.Variable(2.0)
# --- cell ---
left, right = Fixed(a), Fixed(b)
product = left @ right
loss = tf.reduce_sum(product * c) + c ** 2
