# source: constructed (normalising flow with an LU layer)
# target: nll
# sources: mat, shift
# expect: {"mat": "no_gradient_registered", "shift": "no_gradient_registered"}
# culprit: {"mat": 1, "shift": 1}
# notes: The log determinant is taken from tf.linalg.lu, which has no gradient; slogdet would have one.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
mat = tf.Variable((np.eye(3) + 0.2 * rng.normal(size=(3, 3))).astype("float32"))
shift = tf.Variable([0.1, 0.0, -0.1])
data = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
class LinearFlow:
    def __init__(self, mat, shift):
        self.mat, self.shift = mat, shift
    def forward(self, x):
        z = x @ self.mat + self.shift
        factors, perm = tf.linalg.lu(self.mat)
        return z, tf.reduce_sum(tf.math.log(tf.abs(tf.linalg.diag_part(factors))))
flow = LinearFlow(mat, shift)
# --- cell ---
z, logdet = flow.forward(data)
prior = -0.5 * tf.reduce_sum(z ** 2, axis=1)
nll = -tf.reduce_mean(prior + logdet)
