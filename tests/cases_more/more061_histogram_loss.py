# source: constructed (colour histogram matching)
# target: distance
# sources: photo, bin_weight
# expect: {"photo": "integer_dtype", "bin_weight": "ok"}
# culprit: {"photo": 2}
# notes: Counting how many values fall into each bin gives integers; the division afterwards does not help.
# --- setup ---
import numpy as np
import tensorflow as tf

photo = tf.Variable(np.random.default_rng(0).random((5, 5)).astype("float32"))
bin_weight = tf.Variable(tf.ones([4]))
wanted = tf.constant([0.1, 0.2, 0.3, 0.4])
# --- cell ---
bright = tf.clip_by_value(photo * 1.1, 0.0, 1.0)
counts = tf.histogram_fixed_width(bright, [0.0, 1.0], nbins=4)
share = tf.cast(counts, tf.float32) / 25.0
distance = tf.reduce_sum(bin_weight * (share - wanted) ** 2)
