# source: constructed on a guide
# target: loss
# sources: img, w
# expect: {"img": "registered_not_differentiable", "w": "ok"}
# culprit: {"img": 3}
# notes: The augmentation quantises the picture: floor inside a helper.
# --- setup ---
import numpy as np
import tensorflow as tf
def posterize(x, levels=8.0):
    x = tf.clip_by_value(x, 0.0, 1.0)
    return tf.floor(x * levels) / levels
def cutout(x, at):
    m = np.ones(x.shape, "float32"); m[:, at:at + 2, at:at + 2] = 0
    return x * m
img = tf.Variable(np.random.default_rng(0).random((1, 6, 6, 1)).astype("float32"))
w = tf.Variable(np.random.default_rng(1).normal(size=(36, 2)).astype("float32"))
pipeline = [lambda t: tf.image.flip_left_right(t), posterize, lambda t: cutout(t, 2)]
# --- cell ---
aug = img
for fn in pipeline:
    aug = fn(aug)
flat = tf.reshape(aug, [1, -1])
logits = flat @ w
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1], logits=logits))
print("mean pixel", aug.numpy().mean())
