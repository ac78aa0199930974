# source: constructed (parameter dictionary)
# target: nll
# sources: amplitude, lengthscale, noise, x
# options: --watch x
# expect: {"amplitude": "ok", "lengthscale": "not_connected", "noise": "ok", "x": "ok"}
# culprit: {"lengthscale": 2}
# notes: The dictionary is asked for a key that does not exist and answers with the default, so the length scale is never read.
# --- setup ---
import numpy as np
import tensorflow as tf

amplitude, lengthscale, noise = tf.Variable(1.2), tf.Variable(0.4), tf.Variable(0.2)
params = {"amplitude": amplitude, "lengthscale": lengthscale, "noise": noise}
x = tf.constant(np.linspace(0, 1, 5).astype("float32")[:, None])
y = tf.sin(6.0 * x)
# --- cell ---
def kernel(a, b):
    scale = params.get("length_scale", 1.0)
    square = (a - tf.transpose(b)) ** 2 / scale ** 2
    return params.get("amplitude", 1.0) ** 2 * tf.exp(-0.5 * square)
gram = kernel(x, x)
chol = tf.linalg.cholesky(tf.linalg.set_diag(gram, tf.linalg.diag_part(gram) + noise ** 2))
alpha = tf.linalg.cholesky_solve(chol, y)
nll = tf.reduce_sum(y * alpha) / 2.0 + tf.reduce_sum(tf.math.log(tf.linalg.diag_part(chol)))
