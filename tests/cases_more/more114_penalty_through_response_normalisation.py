# source: constructed (gradient penalty, second order)
# target: penalty
# sources: filt
# expect: {"filt": "no_gradient_registered"}
# culprit: {"filt": 6}
# notes: The first derivative exists; the op that computes it, LRNGrad, has no gradient of its own.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
filt = tf.Variable(rng.normal(size=(3, 3, 1, 4)).astype("float32"))
x = tf.constant(rng.random((1, 5, 5, 1)).astype("float32"))
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(x)
    h = tf.nn.conv2d(x, filt, 1, "SAME")
    h = tf.nn.local_response_normalization(tf.nn.softplus(h))
    score = tf.reduce_sum(h)
slope = inner.gradient(score, x)
penalty = tf.reduce_mean((tf.norm(slope) - 1.0) ** 2)
