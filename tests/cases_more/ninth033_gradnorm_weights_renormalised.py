# source: https://github.com/vpetren/gradnorm_tf/issues/16
# target: gradnorm_loss
# sources: w1, w2, shared
# expect: {"w1": "replaced_by_tensor", "w2": "replaced_by_tensor", "shared": "ok"}
# culprit: {"w1": 11, "w2": 12}
# notes: GradNorm: the balancing loss is right, but renormalising the weights afterwards rebinds both names to tensors.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
shared = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
w1, w2 = tf.Variable(1.0), tf.Variable(1.0)
x = tf.constant(rng.normal(size=(8, 3)).astype("float32"))
y1, y2 = tf.constant(rng.normal(size=(8,)).astype("float32")), tf.constant(rng.normal(size=(8,)).astype("float32"))
# --- cell ---
with tf.GradientTape(persistent=True) as inner:
    h = tf.tanh(x @ shared)
    l1 = tf.reduce_mean((h[:, 0] - y1) ** 2)
    l2 = tf.reduce_mean((h[:, 1] - y2) ** 2)
    wl1, wl2 = w1 * l1, w2 * l2
g1 = tf.norm(inner.gradient(wl1, shared))
g2 = tf.norm(inner.gradient(wl2, shared))
average = tf.stop_gradient(0.5 * (g1 + g2))
gradnorm_loss = tf.abs(g1 - average) + tf.abs(g2 - average)
coef = 0.5 * (w1 + w2)
w1 = w1 / coef
w2 = w2 / coef
