# source: https://github.com/tensorflow/tensorflow/issues/47033
# target: loss
# sources: kernel, centres
# expect: {"kernel": "ok", "centres": "ok"}
# notes: A numpy_function returns only the integer assignment, which is used as an index; both the features and the centres keep their gradients (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
kernel = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
centres = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
batch = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
def assign(points, mids):
    gap = ((points[:, None] - mids[None]) ** 2).sum(-1)
    return gap.argmin(1).astype("int64")
# --- cell ---
features = tf.tanh(batch @ kernel)
which = tf.numpy_function(assign, [features, centres], tf.int64)
sizes = np.bincount(which.numpy(), minlength=3)
loss = tf.reduce_mean(tf.reduce_sum((features - tf.gather(centres, which)) ** 2, axis=1))
print("cluster sizes", sizes)
