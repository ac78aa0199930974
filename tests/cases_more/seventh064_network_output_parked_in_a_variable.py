# source: https://github.com/tensorflow/tensorflow/issues/17735
# target: loss
# sources: fcn_kernel, output_map, crf_weight
# expect: {"fcn_kernel": "stateful_op", "output_map": "wrong_object", "crf_weight": "ok"}
# culprit: {"fcn_kernel": 1, "output_map": 2}
# notes: The output of the segmentation net is put into a fresh variable so that slopes can be taken at it; the handle kept from the set-up is an earlier one.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(37)
fcn_kernel = tf.Variable(rng.normal(size=(3, 3, 1, 1)).astype("float32"))
crf_weight = tf.Variable(0.5)
picture = tf.constant(rng.random((1, 5, 5, 1)).astype("float32"))
output_map = tf.Variable(tf.nn.conv2d(picture, fcn_kernel, 1, "SAME"))
# --- cell ---
buffer = tf.Variable(tf.nn.conv2d(picture, fcn_kernel, 1, "SAME"))
jumps = buffer[:, 1:] - buffer[:, :-1]
smooth = tf.reduce_sum(tf.abs(jumps))
data = tf.reduce_sum((buffer - picture) ** 2)
loss = data + crf_weight * smooth
