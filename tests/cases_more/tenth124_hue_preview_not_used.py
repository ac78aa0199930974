# source: constructed (an op without gradient on the tape, but not on the way)
# target: loss
# sources: img, contrast, hue
# expect: {"img": "ok", "contrast": "ok", "hue": "not_connected"}
# notes: AdjustHue has no gradient, but the preview never enters the loss, so nothing raises; the hue amount is only used for the preview.
# --- setup ---
import numpy as np
import tensorflow as tf

img = tf.Variable(np.random.default_rng(1).random((4, 4, 3)).astype("float32"))
contrast = tf.Variable(1.4)
hue = tf.Variable(0.05)
style = tf.constant(np.random.default_rng(2).random((4, 4, 3)).astype("float32"))
log = []
# --- cell ---
mean = tf.reduce_mean(img, axis=[0, 1], keepdims=True)
vivid = (img - mean) * contrast + mean
preview = tf.image.adjust_hue(vivid, hue)
log.append(float(tf.reduce_max(preview)))
loss = tf.reduce_mean(tf.abs(vivid - style)) + 1e-3 * tf.image.total_variation(vivid)
