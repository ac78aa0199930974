# source: constructed (recurrent attention model)
# target: loss
# sources: scene, class_w, loc_w
# expect: {"scene": "no_gradient_registered", "class_w": "no_gradient_registered", "loc_w": "no_gradient_registered"}
# culprit: {"scene": 3, "class_w": 3, "loc_w": 3}
# notes: extract_glimpse has no gradient, so every call raises; the argmax that gave the place would cut the location weights even then.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(8)
scene = tf.Variable(rng.random((1, 8, 8, 1)).astype("float32"))
class_w = tf.Variable(rng.normal(size=(9, 3)).astype("float32"))
loc_w = tf.Variable(rng.normal(size=(1, 5)).astype("float32"))
places = tf.constant([[-0.5, -0.5], [0.5, 0.5], [0.0, 0.0], [0.5, -0.5], [-0.5, 0.5]])
label = tf.constant([2])
# --- cell ---
choice = tf.argmax(loc_w, axis=1)
centre = tf.gather(places, choice)
glimpse = tf.image.extract_glimpse(scene, [3, 3], centre)
logits = tf.reshape(glimpse, [1, 9]) @ class_w
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=label, logits=logits))
