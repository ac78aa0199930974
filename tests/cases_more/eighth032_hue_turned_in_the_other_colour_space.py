# source: constructed (colour augmentation)
# target: loss
# sources: picture, turn, mixer
# expect: {"picture": "registered_not_differentiable", "turn": "registered_not_differentiable", "mixer": "ok"}
# culprit: {"picture": 5, "turn": 5}
# notes: The way to hue, saturation and value is differentiable, the way back (HSVToRGB) is not.
# --- setup ---
import numpy as np
import tensorflow as tf

picture = tf.Variable(np.random.default_rng(832).random((1, 3, 3, 3)).astype("float32"))
turn = tf.Variable(0.1)
mixer = tf.Variable([[0.5], [0.3], [0.2]])
# --- cell ---
def turned_picture(im):
    hsv = tf.image.rgb_to_hsv(im)
    h, s, v = tf.unstack(hsv, axis=-1)
    turned = tf.stack([(h + turn) % 1.0, s, v], axis=-1)
    return tf.image.hsv_to_rgb(turned)
colour = turned_picture(picture)
grey = tf.tensordot(colour, mixer, axes=1)
loss = tf.reduce_mean((grey - 0.5) ** 2)
