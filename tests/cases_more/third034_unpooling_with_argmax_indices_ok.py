# source: https://github.com/kwotsin/TensorFlow-ENet/issues/1
# target: loss
# sources: filt, mix
# expect: {"filt": "ok", "mix": "ok"}
# notes: max_pool_with_argmax keeps the gradient of the values; the integer positions are used for the unpooling scatter (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
filt = tf.Variable(rng.normal(size=(3, 3, 1, 1)).astype("float32"))
mix = tf.Variable(0.8)
img = tf.constant(rng.random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
act = tf.nn.relu(tf.nn.conv2d(img, filt, 1, "SAME")) + 0.01
pooled, where = tf.nn.max_pool_with_argmax(act, 2, 2, "VALID")
flat = tf.scatter_nd(tf.reshape(where, [-1, 1]), tf.reshape(pooled, [-1]), [36])
restored = tf.reshape(flat, [1, 6, 6, 1])
loss = tf.reduce_mean((mix * restored - img) ** 2)
