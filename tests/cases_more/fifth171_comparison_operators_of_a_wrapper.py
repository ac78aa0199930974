# source: https://github.com/tensorflow/tensorflow/issues/16028
# target: loss
# sources: t, x
# expect: {"t": "left_tensorflow", "x": "ok"}
# culprit: {"t": 1}
# notes: The reflected operator of a wrapper returns a float.
# --- setup ---
import tensorflow as tf
class Threshold:
    def __init__(self, raw):
        self.raw = raw
    def __rmul__(self, other):
        return other * float(self.raw)
t, x = tf.Variable(0.6), tf.Variable([1.0, 2.0])
cut = Threshold(t)
# --- cell ---
half = 0.5 * cut
loss = tf.reduce_sum(tf.nn.relu(x - half))
