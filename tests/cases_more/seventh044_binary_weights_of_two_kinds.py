# source: https://github.com/tensorpack/tensorpack/issues/62
# target: loss
# sources: conv6, conv7, fc, activation_bits
# expect: {"conv6": "ok", "conv7": "registered_not_differentiable", "fc": "ok", "activation_bits": "integer_dtype"}
# culprit: {"conv7": 3}
# notes: The sign of a weight has a registered (zero) gradient and the scale in front of it is a mean, so conv6 is not None; the comparison in conv7 has none.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(18)
conv6 = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
conv7 = tf.Variable(rng.normal(size=(3, 3, 2, 2)).astype("float32"))
fc = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
activation_bits = tf.Variable(2)
x = tf.constant(rng.random((2, 6, 6, 1)).astype("float32"))
# --- cell ---
strength = tf.reduce_mean(tf.abs(conv6))
binary6 = tf.sign(conv6 / strength) * strength
binary7 = tf.where(conv7 >= 0.0, 1.0, -1.0)
h = tf.nn.relu(tf.nn.conv2d(x, binary6, 1, "SAME"))
h = tf.clip_by_value(tf.nn.conv2d(h, binary7, 1, "SAME"), 0.0, 1.0)
levels = tf.cast(2 ** activation_bits - 1, tf.float32)
pooled = tf.reduce_mean(h, axis=[1, 2]) * levels
loss = tf.reduce_mean((pooled @ fc - 0.5) ** 2)
