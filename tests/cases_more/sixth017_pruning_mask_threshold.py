# source: constructed on a guide
# target: loss
# sources: kernel, threshold, bias
# expect: {"kernel": "ok", "threshold": "registered_not_differentiable", "bias": "ok"}
# culprit: {"threshold": 2}
# notes: Magnitude pruning: the weights survive through the product, the learned threshold does not.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
kernel = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
bias = tf.Variable(tf.zeros([2]))
threshold = tf.Variable(0.3)
x = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
y = tf.constant(rng.normal(size=(6, 2)).astype("float32"))
def sparsity(m):
    return 1.0 - float(tf.reduce_mean(m))
# --- cell ---
def magnitude_mask(w, thr):
    return tf.cast(tf.abs(w) >= thr, w.dtype)

mask = magnitude_mask(kernel, threshold)
pruned = kernel * mask
out = tf.matmul(x, pruned) + bias
loss = tf.reduce_mean(tf.math.squared_difference(out, y))
loss += 0.01 * tf.reduce_sum(tf.abs(kernel))
print("sparsity: {:.0%}".format(sparsity(mask)))
