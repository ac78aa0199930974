# source: https://github.com/tensorflow/probability/issues/1351
# target: loss
# sources: a, b, c
# expect: {"a": "left_tensorflow", "b": "ok", "c": "ok"}
# culprit: {"a": 4}
# notes: Two properties: one is a tensor, the other a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf
class Prior:
    def __init__(self, weights):
        self.weights = weights
    @property
    def energy(self):
        return 0.5 * np.sum(self.weights.numpy() ** 2)
    @property
    def smoothness(self):
        return tf.reduce_sum(tf.square(self.weights[1:] - self.weights[:-1]))
a, b, c = tf.Variable([1.0, 2.0]), tf.Variable([0.5, 0.1]), tf.Variable(0.3)
first, second = Prior(a), Prior(b)
# --- cell ---
loss = (
    c ** 2
    + second.smoothness
    + 0.1 * first.energy
    + tf.abs(c)
)
