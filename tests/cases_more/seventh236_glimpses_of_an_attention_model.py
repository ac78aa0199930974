# source: https://www.tensorflow.org/api_docs/python/tf/image/extract_glimpse
# target: loss
# sources: image, offset_w, kernel, scale
# expect: {"image": "no_gradient_registered", "offset_w": "no_gradient_registered", "kernel": "no_gradient_registered", "scale": "no_gradient_registered"}
# culprit: {"image": 2, "offset_w": 2, "kernel": 2, "scale": 2}
# notes: extract_glimpse has no entry in the gradient registry; also the classifier behind it cannot be differentiated on this tape.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
image = tf.Variable(rng.random((2, 8, 8, 1)).astype("float32"))
offset_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
kernel = tf.Variable(rng.normal(size=(9, 2)).astype("float32"))
scale = tf.Variable(1.5)
hidden = tf.constant(rng.normal(size=(2, 3)).astype("float32"))
# --- cell ---
centre = tf.tanh(hidden @ offset_w)
patch = tf.image.extract_glimpse(
    image, [3, 3], centre, centered=True)
logits = scale * tf.reshape(patch, [2, 9]) @ kernel
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1], logits))
