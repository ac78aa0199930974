# source: constructed
# target: score
# sources: image, kernel
# expect: {"image": "ok", "kernel": "ok"}
# notes: The image is watched and then rebound to its scaled version before it is used; the new tensor hangs on the tape (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

kernel = tf.Variable(np.random.default_rng(0).normal(size=(3, 3, 1, 2)).astype("float32"))
image = tf.constant(np.random.default_rng(1).random((1, 5, 5, 1)).astype("float32") * 255.0)
# --- cell ---
tape.watch(image)
image = image / 127.5 - 1.0
maps = tf.nn.conv2d(image, kernel, 1, "VALID")
score = tf.reduce_max(maps)
print("at", np.unravel_index(np.argmax(maps), maps.shape))
