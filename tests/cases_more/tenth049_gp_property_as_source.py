# source: constructed
# target: lml
# sources: raw_ell, ell, noise
# expect: {"raw_ell": "ok", "ell": "wrong_object", "noise": "ok"}
# culprit: {"ell": 1}
# notes: The length scale in the source list is the tensor that the property returned earlier; the kernel asks the property again and gets another one.
# --- setup ---
import tensorflow as tf

class RBF(tf.Module):
    def __init__(self):
        super().__init__()
        self.raw_ell = tf.Variable(0.3)

    @property
    def ell(self):
        return tf.math.softplus(self.raw_ell)

    def __call__(self, a, b):
        return tf.exp(-0.5 * ((a[:, None] - b[None, :]) / self.ell) ** 2)

k = RBF()
raw_ell, ell = k.raw_ell, k.ell
noise = tf.Variable(0.1)
xs = tf.linspace(0.0, 4.0, 7)
ys = tf.sin(xs)
# --- cell ---
K = k(xs, xs) + noise * tf.eye(7)
L = tf.linalg.cholesky(K)
alpha = tf.linalg.cholesky_solve(L, ys[:, None])
lml = -0.5 * tf.reduce_sum(ys[:, None] * alpha) - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))
