# source: https://github.com/tensorflow/probability/issues/450
# target: loss
# sources: amplitude, length_scale, noise, mean_level, index_points
# expect: {"amplitude": "computed_before_tape", "length_scale": "computed_before_tape", "noise": "ok", "mean_level": "ok", "index_points": "not_watched"}
# culprit: {"amplitude": 2, "length_scale": 2}
# notes: The process was built from a kernel matrix, so minimising its likelihood later cannot reach the kernel's parameters; noise and mean are read on every call.
# --- setup ---
import tensorflow as tf

amplitude, length_scale = tf.Variable(2.0), tf.Variable(0.5)
noise, mean_level = tf.Variable(0.3), tf.Variable(0.0)
index_points = tf.reshape(tf.linspace(0.0, 2.0, 6), [-1, 1])
y = 2.0 * index_points[:, 0]
def kernel(a, b):
    r = tf.abs(a - tf.transpose(b)) / length_scale
    return amplitude ** 2 * (1.0 + r) * tf.exp(-r)
class GaussianProcess:
    def __init__(self, x):
        self.gram = kernel(x, x)
    def log_prob(self, values):
        K = self.gram + noise ** 2 * tf.eye(6)
        L = tf.linalg.cholesky(K)
        rest = tf.linalg.triangular_solve(L, (values - mean_level)[:, None])
        return -0.5 * tf.reduce_sum(rest ** 2) - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))
gp = GaussianProcess(index_points)
objective = lambda: -gp.log_prob(y)
# --- cell ---
span = tf.reduce_max(index_points)
loss = objective() / span
