# source: https://github.com/tensorflow/tensorflow/issues/51489
# target: loss
# sources: w, b, scale
# expect: {"w": "computed_before_tape", "b": "computed_before_tape", "scale": "ok"}
# culprit: {"w": 2, "b": 2}
# notes: The module is applied once in an earlier cell and the loss function only compares the stored output.
# --- setup ---
import numpy as np
import tensorflow as tf

class Affine(tf.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([n_in, n_out], [3, 1]))
        self.b = tf.Variable(tf.zeros([n_out]) + 0.1)
    def __call__(self, x):
        return tf.nn.relu(x @ self.w + self.b)
unit = Affine(2, 4)
w, b = unit.w, unit.b
scale = tf.Variable(0.5)
wanted = tf.ones([1, 4])
output = unit(tf.constant([[7.0, 3.0]]))
def loss_fn():
    return tf.reduce_mean(tf.square(wanted - scale * output))
# --- cell ---
print("trainable:", len(unit.trainable_variables))
loss = loss_fn()
