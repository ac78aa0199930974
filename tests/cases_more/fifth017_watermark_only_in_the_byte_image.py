# source: https://github.com/tensorflow/tensorflow/issues/23274
# target: loss
# sources: photo, mark
# expect: {"photo": "ok", "mark": "integer_dtype"}
# culprit: {"mark": 4}
# notes: SSIM, total variation and Sobel edges are fine; the 8-bit conversion of the mark is not.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
photo = tf.Variable(rng.random((1, 12, 12, 1)).astype("float32"))
mark = tf.Variable(rng.random((1, 12, 12, 1)).astype("float32"))
goal = tf.constant(rng.random((1, 12, 12, 1)).astype("float32"))
# --- cell ---
similarity = tf.image.ssim(photo, goal, max_val=1.0, filter_size=5)
smooth = tf.image.total_variation(photo)
edges = tf.image.sobel_edges(photo)
stamped = tf.image.convert_image_dtype(mark, tf.uint8, saturate=True)
contrast = tf.reduce_mean(tf.cast(stamped, tf.float32)) / 255.0
loss = tf.reduce_mean(1.0 - similarity) + 0.01 * tf.reduce_mean(smooth) + contrast * tf.reduce_mean(edges ** 2)
