# source: constructed on a guide
# target: l1
# sources: hi, bias
# expect: {"hi": "no_gradient_registered", "bias": "no_gradient_registered"}
# culprit: {"hi": 1, "bias": 1}
# notes: resize with method area has no registered gradient; the bias term stands beside it in the sum.
# --- setup ---
import numpy as np
import tensorflow as tf
hi = tf.Variable(np.random.default_rng(1).random((1, 6, 6, 1)).astype("float32"))
bias = tf.Variable(0.1)
# --- cell ---
lo = tf.image.resize(hi, (3, 3), method=tf.image.ResizeMethod.AREA)
centre = lo[:, 1, 1, 0]
l1 = tf.reduce_sum(tf.abs(centre)) + bias ** 2
