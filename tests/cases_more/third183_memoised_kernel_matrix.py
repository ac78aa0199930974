# source: constructed (Gaussian process with functools.cache)
# target: nlml
# sources: length, noise
# expect: {"length": "computed_before_tape", "noise": "ok"}
# culprit: {"length": 1}
# notes: The kernel matrix is memoised by a cache and was already asked for in an earlier cell.
# --- setup ---
import functools
import numpy as np
import tensorflow as tf

pts = np.linspace(0.0, 1.0, 6).astype("float32")
obs = tf.constant(np.sin(5 * pts)[:, None])
length = tf.Variable(0.4)
noise = tf.Variable(0.1)
@functools.lru_cache(maxsize=None)
def gram(kind):
    d2 = (pts[:, None] - pts[None]) ** 2
    return tf.exp(-0.5 * d2 / length ** 2)
print("kernel at distance one", float(gram("rbf")[0, -1]))
# --- cell ---
cov = gram("rbf") + noise * tf.eye(6)
chol = tf.linalg.cholesky(cov)
alpha = tf.linalg.cholesky_solve(chol, obs)
logdet = 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
nlml = 0.5 * tf.reduce_sum(obs * alpha) + 0.5 * logdet
