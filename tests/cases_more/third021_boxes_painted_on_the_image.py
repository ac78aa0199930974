# source: constructed (object detector that scores its own drawing)
# target: score
# sources: img, filt
# expect: {"img": "ok", "filt": "ok"}
# notes: Boxes are drawn on a copy for display only; the score is computed from the image itself (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
img = tf.Variable(rng.random((1, 8, 8, 3)).astype("float32"))
filt = tf.Variable(rng.normal(size=(3, 3, 3, 1)).astype("float32"))
boxes = tf.constant([[[0.1, 0.1, 0.6, 0.6]]])
# --- cell ---
heat = tf.nn.conv2d(img, filt, 1, "SAME")
hottest = tf.unravel_index(tf.argmax(tf.reshape(heat, [-1])), [8, 8])
shown = np.array(img[0].numpy())
shown[2:5, 2:5] = 1.0
crop = tf.image.crop_and_resize(img, boxes[0], [0], [4, 4])
score = tf.reduce_max(heat) + tf.reduce_mean(crop)
print("peak at", hottest.numpy(), "shown mean", shown.mean())
