# source: constructed on a guide
# target: spread
# sources: rating, user_bias, group
# expect: {"rating": "ok", "user_bias": "ok", "group": "registered_not_differentiable"}
# culprit: {"group": 1}
# notes: Segment ids are computed by flooring a float variable.
# --- setup ---
import numpy as np
import tensorflow as tf
rating = tf.Variable([3.0, 4.0, 1.0, 5.0, 2.0])
user_bias = tf.Variable([0.1, -0.2, 0.3])
group = tf.Variable([0.2, 0.6, 1.1, 2.0, 2.9])
# --- cell ---
ids = tf.cast(tf.floor(group), tf.int32)
mean = tf.math.segment_mean(rating, ids)
top = tf.math.unsorted_segment_max(rating, ids, num_segments=3)
centred = rating - tf.gather(mean + user_bias, ids)
spread = tf.reduce_mean(centred ** 2) + 0.01 * tf.reduce_sum(top)
