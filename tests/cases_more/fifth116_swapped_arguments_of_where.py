# source: https://github.com/tensorflow/tensorflow/issues/58614
# target: loss
# sources: threshold, x, slope
# expect: {"threshold": "registered_not_differentiable", "x": "ok", "slope": "ok"}
# culprit: {"threshold": 5}
# notes: A leaky gate with a learned threshold: the threshold only enters the comparison.
# --- setup ---
import tensorflow as tf
threshold = tf.Variable(0.5)
x = tf.Variable([0.2, 0.8, 1.4])
slope = tf.Variable(0.1)
# --- cell ---
class LeakyGate:
    def __init__(self, cut, leak):
        self.cut, self.leak = cut, leak
    def __call__(self, v):
        passed = tf.less(self.cut, v)
        return tf.where(passed, v, self.leak * v)
gate = LeakyGate(threshold, slope)
loss = tf.reduce_sum(gate(x) ** 2)
