# source: constructed (learnable border value)
# target: y
# sources: border, low, img
# expect: {"border": "registered_not_differentiable", "low": "ok", "img": "ok"}
# culprit: {"border": 1}
# notes: The gradient of PadV2 gives None for constant_values; the bounds of clip_by_value, which look just as much like options, have gradients.
# --- setup ---
import tensorflow as tf

border = tf.Variable(0.3)
low = tf.Variable(0.25)
img = tf.Variable([[0.1, 0.9], [0.4, 0.2]])
blur = tf.ones([3, 3, 1, 1]) / 9.0
# --- cell ---
padded = tf.pad(
    tf.clip_by_value(img, low, 1.0),
    [[1, 1], [1, 1]],
    constant_values=border)
smooth = tf.nn.conv2d(padded[None, ..., None], blur, 1, "VALID")
y = tf.reduce_sum(smooth ** 2)
