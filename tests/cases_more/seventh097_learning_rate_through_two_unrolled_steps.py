# source: constructed (hypergradient of an unrolled training run)
# target: val_loss
# sources: log_lr, l2, w0, epochs, batch_share
# expect: {"log_lr": "ok", "l2": "ok", "w0": "computed_before_tape", "epochs": "integer_dtype", "batch_share": "left_tensorflow"}
# culprit: {"w0": 1, "batch_share": 2}
# notes: The learning rate and the penalty flow through the unrolled steps in plain tensors; the start weights were copied out before, the share of the batch is used as a slice.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(70)
log_lr, l2, batch_share = tf.Variable(-2.0), tf.Variable(0.1), tf.Variable(0.5)
epochs = tf.Variable(2)
w0 = tf.Variable(rng.normal(size=(3,)).astype("float32"))
start = 1.0 * w0
X, y = rng.normal(size=(8, 3)).astype("float32"), rng.normal(size=(8,)).astype("float32")
# --- cell ---
w = start
rows = int(8 * batch_share.numpy())
for _ in tf.range(epochs):
    with tf.GradientTape() as inner:
        inner.watch(w)
        train = tf.reduce_mean((tf.linalg.matvec(X[:rows], w) - y[:rows]) ** 2) + l2 * tf.reduce_sum(w ** 2)
    w = w - tf.exp(log_lr) * inner.gradient(train, w)
val_loss = tf.reduce_mean((tf.linalg.matvec(X[4:], w) - y[4:]) ** 2)
