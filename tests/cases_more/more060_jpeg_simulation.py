# source: constructed (robust watermark, compression simulated with real JPEG)
# target: loss
# sources: watermark, detector
# expect: {"watermark": "integer_dtype", "detector": "ok"}
# culprit: {"watermark": 2}
# notes: JPEG compression converts the image to 8-bit integers.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
cover = tf.constant(rng.random((8, 8, 3)).astype("float32"))
watermark = tf.Variable(0.05 * rng.normal(size=(8, 8, 3)).astype("float32"))
detector = tf.Variable(rng.normal(size=(192,)).astype("float32"))
# --- cell ---
marked = tf.clip_by_value(cover + watermark, 0.0, 1.0)
seen = tf.image.adjust_jpeg_quality(marked, 60)
loss = tf.nn.softplus(-tf.tensordot(tf.reshape(seen, [-1]), detector, 1))
