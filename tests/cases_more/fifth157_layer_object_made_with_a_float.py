# source: https://github.com/tensorflow/tensorflow/issues/33205
# target: loss
# sources: slope, kernel
# expect: {"slope": "left_tensorflow", "kernel": "ok"}
# culprit: {"slope": 1}
# notes: An activation object is built with a float and used afterwards.
# --- setup ---
import tensorflow as tf
class Leaky:
    def __init__(self, slope):
        self.slope = slope
    def __call__(self, x):
        return tf.maximum(self.slope * x, x)
slope, kernel = tf.Variable(0.2), tf.Variable([[0.5], [-1.0]])
x = tf.constant([[1.0, 2.0], [3.0, 0.5]])
# --- cell ---
act = Leaky(slope=float(slope))
pre = x @ kernel
post = act(pre)
loss = tf.reduce_mean(post ** 2)
