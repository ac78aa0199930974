# source: constructed on a guide
# target: loss
# sources: photo, factor
# expect: {"photo": "no_gradient_registered", "factor": "no_gradient_registered"}
# culprit: {"photo": 2, "factor": 2}
# notes: tf.image.adjust_contrast has no registered gradient, adjust_brightness is fine.
# --- setup ---
import numpy as np
import tensorflow as tf
photo = tf.Variable(np.random.default_rng(0).random((1, 4, 4, 3)).astype("float32"))
factor = tf.Variable(0.1)
# --- cell ---
img = tf.image.adjust_brightness(photo, factor)
img = tf.image.adjust_contrast(img, 1.5)
img = tf.image.per_image_standardization(img)
loss = tf.reduce_sum(tf.image.total_variation(img))
