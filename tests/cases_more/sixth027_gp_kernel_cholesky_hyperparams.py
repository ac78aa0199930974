# source: constructed on a guide
# target: nlml
# sources: amp, length, noise
# expect: {"amp": "ok", "length": "ok", "noise": "replaced_by_tensor"}
# culprit: {"noise": 7}
# notes: The noise name is rebound to a rounded tensor for the log after the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
X = tf.constant(np.linspace(0, 1, 6, dtype="float32")[:, None])
y = tf.sin(4 * X)
amp, length, noise = (tf.Variable(v) for v in (1.0, 0.4, 0.1))
def rbf(a, b, amp, ell):
    d2 = tf.reduce_sum((a[:, None] - b[None]) ** 2, -1)
    return amp ** 2 * tf.exp(-0.5 * d2 / ell ** 2)
history = []
# --- cell ---
K = rbf(X, X, amp, length) + (noise ** 2 + 1e-5) * tf.eye(len(X))
L = tf.linalg.cholesky(K)
alpha = tf.linalg.cholesky_solve(L, y)
fit = 0.5 * tf.reduce_sum(y * alpha)
logdet = tf.reduce_sum(tf.math.log(tf.linalg.diag_part(L)))
nlml = fit + logdet + 0.5 * len(X) * np.log(2 * np.pi)
noise = tf.round(noise * 100) / 100
history.append((float(amp), float(length), float(noise), float(nlml)))
print("amp %.2f len %.2f noise %.2f nlml %.3f" % history[-1])
