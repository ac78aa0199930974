# source: constructed (normalising flow)
# target: nll
# sources: matrix, shift
# expect: {"matrix": "no_gradient_registered", "shift": "no_gradient_registered"}
# culprit: {"matrix": 1, "shift": 1}
# notes: tf.linalg.lu has no registered gradient in this version of TensorFlow although the determinant has; it raises for the shift too.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(834)
matrix = tf.Variable(rng.normal(size=(3, 3)).astype("float32"))
shift = tf.Variable(tf.zeros([3]))
data = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
class LinearFlow:
    def __init__(self, m, b):
        self.m, self.b = m, b
    @staticmethod
    def log_det(m):
        return tf.reduce_sum(tf.math.log(tf.abs(tf.linalg.diag_part(tf.linalg.lu(m)[0]))))
    def log_prob(self, x):
        z = (x - self.b) @ self.m
        return -0.5 * tf.reduce_sum(z ** 2, axis=1) + self.log_det(self.m)
flow = LinearFlow(matrix, shift)
# --- cell ---
per_row = flow.log_prob(data)
nll = -tf.reduce_mean(per_row)
