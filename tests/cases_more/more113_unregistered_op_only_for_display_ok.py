# source: constructed (contrast enhanced for a preview)
# target: loss
# sources: image, w
# expect: {"image": "ok", "w": "ok"}
# notes: The op without a gradient is recorded, but its result is only shown; it is not on the way to the loss (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

image = tf.Variable(np.random.default_rng(0).random((1, 4, 4, 3)).astype("float32"))
w = tf.Variable([0.3, 0.3, 0.4])
classes = tf.constant([2.0, 1.0, 2.0])
# --- cell ---
grey = tf.reduce_sum(image * w, axis=-1)
preview = tf.image.adjust_contrast(image, 2.0).numpy()
different, _ = tf.unique(classes)
loss = tf.reduce_mean((grey - 0.5) ** 2) * tf.reduce_sum(different)
