# source: https://github.com/GPflow/GPflow/pull/1199
# target: loss
# sources: prior, raw, noise
# expect: {"prior": "stateful_op", "raw": "ok", "noise": "ok"}
# culprit: {"prior": 1}
# notes: Setting the property looks like an ordinary assignment but writes into a variable.
# --- setup ---
import tensorflow as tf
class Kernel(tf.Module):
    def __init__(self):
        super().__init__()
        self._raw = tf.Variable(1.0)
    @property
    def lengthscale(self):
        return tf.nn.softplus(self._raw)
    @lengthscale.setter
    def lengthscale(self, value):
        self._raw.assign(tf.math.log(tf.math.expm1(value)))
    def __call__(self, a, b):
        return tf.exp(-0.5 * tf.square((a[:, None] - b[None, :]) / self.lengthscale))
kern = Kernel()
raw = kern._raw
prior = tf.Variable(0.8)
noise = tf.Variable(0.1)
xs = tf.constant([0.0, 0.5, 1.2])
ys = tf.constant([[0.1], [0.7], [0.3]])
# --- cell ---
kern.lengthscale = prior * 1.5
gram = kern(xs, xs) + noise * tf.eye(3)
chol = tf.linalg.cholesky(gram)
alpha = tf.linalg.cholesky_solve(chol, ys)
loss = 0.5 * tf.reduce_sum(ys * alpha) + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
