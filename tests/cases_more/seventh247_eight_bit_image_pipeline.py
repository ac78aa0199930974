# source: https://www.tensorflow.org/api_docs/python/tf/image/convert_image_dtype
# target: loss
# sources: photo, tone, vignette, codec, count
# expect: {"photo": "integer_dtype", "tone": "ok", "vignette": "integer_dtype", "codec": "integer_dtype", "count": "integer_dtype"}
# culprit: {"photo": 1, "vignette": 3, "codec": 6}
# notes: Three routes through small integers: convert_image_dtype, a PNG round trip and quantised bytes; tone is applied afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
photo = tf.Variable(rng.random((4, 4, 1)).astype("float32"))
vignette = tf.Variable(tf.ones([4, 4, 1]) * 0.8)
codec = tf.Variable(rng.normal(size=(4, 4, 1)).astype("float32"))
tone, count = tf.Variable(1.2), tf.Variable(3)
# --- cell ---
small = tf.image.convert_image_dtype(photo, tf.uint8)
back = tf.image.convert_image_dtype(small, tf.float32)
shaded = tf.cast(255.0 * vignette, tf.uint8)
png = tf.io.decode_png(tf.io.encode_png(shaded))
frame = back * tf.cast(png, tf.float32) / 255.0
q, lo, hi = tf.quantization.quantize(codec, -2.0, 2.0, tf.qint8)
grain = tf.cast(tf.bitcast(q, tf.int8), tf.float32) / 64.0
toned = tf.pow(frame + 1e-3, tone) + 0.01 * grain
loss = tf.reduce_sum((toned - 0.4) ** 2) / tf.cast(count, tf.float32)
