# source: constructed (style transfer by gradient steps)
# target: loss
# sources: picture, filters, tv_weight
# expect: {"picture": "replaced_by_tensor", "filters": "ok", "tv_weight": "ok"}
# culprit: {"picture": 6}
# notes: Every round rebinds the name of the picture to a new tensor after the loss was computed, so the name ends at a tensor that no loss has seen.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(830)
picture = tf.Variable(rng.random((1, 5, 5, 3)).astype("float32"))
filters = tf.Variable(rng.normal(size=(3, 3, 3, 2)).astype("float32"))
tv_weight = tf.Variable(1e-3)
def content(p):
    return tf.reduce_mean(tf.nn.conv2d(p, filters, 1, "VALID") ** 2)
# --- cell ---
for step in range(2):
    with tf.GradientTape() as inner:
        inner.watch(picture)
        loss = content(picture) + tv_weight * tf.reduce_sum(tf.image.total_variation(picture))
    slope = inner.gradient(loss, picture)
    picture = picture - 0.1 * slope
