# source: https://github.com/keras-team/keras/issues/11909
# target: class_score
# sources: image, w, b
# options: --no-watch-accessed --watch image
# expect: {"image": "ok", "w": "not_watched", "b": "not_watched"}
# notes: A tape that does not watch variables on access (to keep the saliency map cheap) is asked for the weights as well.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
image = tf.constant(rng.random((1, 5, 5, 1)).astype("float32"))
w = tf.Variable(rng.normal(size=(3, 3, 1, 4)).astype("float32"))
b = tf.Variable(tf.zeros([4]))
class_id = 3
# --- cell ---
maps = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(image, w, 1, "VALID"), b))
class_score = tf.reduce_mean(maps, axis=[1, 2])[0, class_id]
