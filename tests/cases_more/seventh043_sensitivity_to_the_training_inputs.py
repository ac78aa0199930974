# source: https://github.com/GPflow/GPflow/issues/643
# target: train_loss
# sources: q_mu, Z, X_batch, kernel_var
# expect: {"q_mu": "ok", "Z": "ok", "X_batch": "not_watched", "kernel_var": "computed_before_tape"}
# culprit: {"X_batch": 1, "kernel_var": 3}
# notes: A sparse classifier: the minibatch is a plain tensor cut out in the cell, and the kernel variance was transformed once, outside.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(17)
X = tf.constant(rng.normal(size=(8, 2)).astype("float32"))
y = tf.constant((rng.random(8) > 0.5).astype("float32"))
Z = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
q_mu = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
kernel_var = tf.Variable(0.5)
amplitude = tf.nn.softplus(kernel_var)
def kernel(a, b):
    return amplitude * tf.exp(-tf.reduce_sum((a[:, None] - b[None]) ** 2, -1))
# --- cell ---
X_batch = X[2:6]
y_batch = y[2:6]
Kzz = kernel(Z, Z) + 1e-3 * tf.eye(3)
latent = kernel(X_batch, Z) @ tf.linalg.solve(Kzz, q_mu)
train_loss = tf.reduce_mean(
    tf.nn.sigmoid_cross_entropy_with_logits(labels=y_batch, logits=latent[:, 0]))
