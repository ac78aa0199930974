# source: https://github.com/tensorflow/probability/issues/450
# target: loss
# sources: amplitude, noise
# expect: {"amplitude": "computed_before_tape", "noise": "ok"}
# culprit: {"amplitude": 1}
# notes: The kernel matrix was computed in the constructor; the objective is a lambda.
# --- setup ---
import tensorflow as tf
class Regression:
    def __init__(self, amplitude, noise, xs):
        self.noise = noise
        gap = xs[:, None] - xs[None, :]
        self.gram = tf.square(amplitude) * tf.exp(-0.5 * tf.square(gap))
    def log_likelihood(self, ys):
        cov = self.gram + tf.square(self.noise) * tf.eye(3)
        chol = tf.linalg.cholesky(cov)
        white = tf.linalg.triangular_solve(chol, ys[:, None])
        return -0.5 * tf.reduce_sum(white ** 2) - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
amplitude, noise = tf.Variable(1.0), tf.Variable(0.3)
model = Regression(amplitude, noise, tf.constant([0.0, 0.4, 1.1]))
ys = tf.constant([0.1, 0.5, 0.2])
# --- cell ---
objective = lambda: -model.log_likelihood(ys)
loss = objective()
