# source: https://github.com/uber-research/sbnet/issues/20
# target: loss
# sources: conv, mask_kernel, threshold
# expect: {"conv": "ok", "mask_kernel": "registered_not_differentiable", "threshold": "registered_not_differentiable"}
# culprit: {"mask_kernel": 2, "threshold": 2}
# notes: Active blocks are found by a threshold on a predicted mask, processed and scattered back; only the block computation is differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(62)
conv = tf.Variable(rng.normal(size=(4, 4)).astype("float32"))
mask_kernel = tf.Variable(rng.normal(size=(4,)).astype("float32"))
threshold = tf.Variable(0.0)
blocks = tf.constant(rng.normal(size=(6, 4)).astype("float32"))
# --- cell ---
activity = tf.reduce_sum(blocks * mask_kernel, axis=1)
active = tf.where(activity > threshold)
dense = tf.nn.relu(tf.gather_nd(blocks, active) @ conv)
image = tf.scatter_nd(active, dense, tf.shape(blocks, out_type=tf.int64))
loss = tf.reduce_mean((image - 0.2) ** 2)
