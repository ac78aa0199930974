# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: r, g, b
# expect: {"r": "ok", "g": "ok", "b": "ok"}
# notes: colorsys is written in Python arithmetic, which tensors go through.
# --- setup ---
import colorsys
import tensorflow as tf
r, g, b = tf.Variable(0.8), tf.Variable(0.3), tf.Variable(0.1)
# --- cell ---
hue, light, saturation = colorsys.rgb_to_hls(r, g, b)
y, i, q = colorsys.rgb_to_yiq(r, g, b)
loss = tf.square(hue - 0.5) + light * saturation + y ** 2 + i * q
