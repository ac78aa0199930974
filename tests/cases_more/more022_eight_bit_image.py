# source: constructed (image quantised to uint8 before the loss)
# target: loss
# sources: canvas, ink
# expect: {"canvas": "integer_dtype", "ink": "integer_dtype"}
# culprit: {"canvas": 2, "ink": 2}
# notes: The picture goes through 8-bit integers in order to look like a saved file; the conversion back to float does not restore the history.
# --- setup ---
import numpy as np
import tensorflow as tf

canvas = tf.Variable(np.random.default_rng(0).random((4, 4, 3)).astype("float32"))
ink = tf.Variable(0.6)
goal = tf.zeros([4, 4, 3])
# --- cell ---
painted = tf.clip_by_value(canvas * ink, 0.0, 1.0)
stored = tf.cast(painted * 255.0, tf.uint8)
shown = tf.image.convert_image_dtype(stored, tf.float32)
loss = tf.reduce_mean(tf.abs(shown - goal))
