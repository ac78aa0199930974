# source: https://www.tensorflow.org/api_docs/python/tf/image/hsv_to_rgb
# target: loss
# sources: photo, hue, tint
# expect: {"photo": "registered_not_differentiable", "hue": "registered_not_differentiable", "tint": "ok"}
# culprit: {"photo": 4, "hue": 4}
# notes: RGB to HSV has a gradient, the way back has not; the tint is applied afterwards.
# --- setup ---
import numpy as np
import tensorflow as tf

photo = tf.Variable(np.random.default_rng(5).random((4, 4, 3)).astype("float32"))
hue, tint = tf.Variable(0.1), tf.Variable([1.0, 0.9, 0.8])
# --- cell ---
hsv = tf.image.rgb_to_hsv(photo)
h, s, v = tf.unstack(hsv, axis=-1)
turned = tf.stack([(h + hue) % 1.0, s, v], axis=-1)
rgb = tf.image.hsv_to_rgb(turned)
grey = tf.image.rgb_to_grayscale(rgb * tint)
loss = tf.math.reduce_variance(grey)
