# source: https://github.com/tensorflow/tensorflow/issues/36596
# target: loss
# sources: s, w
# expect: {"s": "left_tensorflow", "w": "ok"}
# culprit: {"s": 2}
# notes: __enter__ returns a float made from the learned scale.
# --- setup ---
import tensorflow as tf
class scaled_by:
    def __init__(self, factor):
        self.factor = factor
    def __enter__(self):
        return 1.0 / float(self.factor)
    def __exit__(self, *exc):
        return False
s, w = tf.Variable(4.0), tf.Variable([1.0, 3.0])
# --- cell ---
total = tf.constant(0.0)
with scaled_by(s) as inverse:
    for k in range(2):
        total = total + w[k] * inverse
loss = total ** 2
