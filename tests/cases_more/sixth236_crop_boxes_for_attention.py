# source: constructed on a guide
# target: glimpse
# sources: boxes, photo, box_ind, threshold
# expect: {"boxes": "ok", "photo": "ok", "box_ind": "registered_not_differentiable", "threshold": "registered_not_differentiable"}
# culprit: {"box_ind": 1, "threshold": 4}
# notes: crop_and_resize is differentiable in boxes; nothing comes back through the non-max suppression, only indices.
# --- setup ---
import numpy as np
import tensorflow as tf
photo = tf.Variable(np.random.default_rng(0).random((2, 8, 8, 1)).astype("float32"))
boxes = tf.Variable([[0.1, 0.1, 0.7, 0.8], [0.2, 0.0, 0.9, 0.6]])
box_ind = tf.Variable([0.2, 1.4])
threshold = tf.Variable(0.5)
# --- cell ---
which = tf.cast(tf.math.rint(box_ind), tf.int32)
patch = tf.image.crop_and_resize(photo, boxes, which, crop_size=(3, 3))
bright = tf.reduce_mean(patch, axis=[1, 2, 3])
seen = tf.cast(bright >= threshold, tf.float32)
glimpse = tf.reduce_sum(bright * (1.0 + seen))
