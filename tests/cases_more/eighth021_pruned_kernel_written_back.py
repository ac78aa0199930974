# source: constructed (magnitude pruning)
# target: loss
# sources: kernel, threshold, mask, gain
# expect: {"kernel": "ok", "threshold": "registered_not_differentiable", "mask": "not_trainable", "gain": "ok"}
# culprit: {"threshold": 1}
# notes: The kernel is overwritten by its pruned version before use, but it is still the variable that is read; the threshold decides the mask only.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(821)
kernel = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
mask = tf.Variable(tf.ones([4, 2]), trainable=False)
threshold, gain = tf.Variable(0.5), tf.Variable(1.5)
x = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
# --- cell ---
mask.assign(tf.cast(tf.abs(kernel) > threshold, tf.float32))
kernel.assign(kernel * mask)
out = gain * (x @ kernel)
kept = tf.reduce_sum(mask)
loss = tf.reduce_mean((out - 1.0) ** 2) + 1e-3 * kept
