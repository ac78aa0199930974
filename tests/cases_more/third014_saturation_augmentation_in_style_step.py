# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: picture, strength, tint
# expect: {"picture": "no_gradient_registered", "strength": "no_gradient_registered", "tint": "no_gradient_registered"}
# culprit: {"picture": 2, "strength": 2, "tint": 2}
# notes: adjust_saturation sits between the picture and the loss; tint takes no part in the saturation but its call raises as well because of the op on the tape.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
picture = tf.Variable(rng.random((1, 5, 5, 3)).astype("float32"))
strength = tf.Variable(0.7)
tint = tf.Variable([0.1, 0.0, -0.1])
goal = tf.constant(rng.random((1, 5, 5, 3)).astype("float32"))
# --- cell ---
bright = tf.image.adjust_brightness(picture, 0.05)
vivid = tf.image.adjust_saturation(bright, 1.4)
mixed = strength * vivid + tint
loss = tf.reduce_mean((mixed - goal) ** 2)
