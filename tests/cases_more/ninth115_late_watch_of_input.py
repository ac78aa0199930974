# source: constructed
# target: saliency
# sources: photo, kernel, threshold
# expect: {"photo": "ok", "kernel": "ok", "threshold": "registered_not_differentiable"}
# culprit: {"threshold": 3}
# notes: watch is called after the convolution, but the convolution is on the tape anyway because of its kernel, so the picture does get a gradient; the threshold only enters a comparison.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
photo = tf.constant(rng.random((1, 5, 5, 1)).astype("float32"))
kernel = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
threshold = tf.Variable(0.2)
# --- cell ---
maps = tf.nn.conv2d(photo, kernel, 1, "VALID")
tape.watch(photo)
mask = tf.cast(maps > threshold, tf.float32)
saliency = tf.reduce_sum(mask * maps)
