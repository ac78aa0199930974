# source: constructed
# target: loss
# sources: kernel, scale
# expect: {"kernel": "ok", "scale": "ok"}
# notes: Contrast, hue and unique have no gradient, but they only touch the input data (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
conv = keras.layers.Conv2D(2, 3)
imgs = tf.random.stateless_uniform([2, 5, 5, 3], [1, 2])
labels = tf.constant([3.0, 3.0])
conv(imgs)
kernel, scale = conv.kernel, tf.Variable(0.5)
# --- cell ---
aug = tf.image.adjust_contrast(imgs, 1.5)
aug = tf.image.adjust_hue(aug, 0.1)
values, where = tf.unique(labels)
out = tf.reduce_mean(conv(aug), axis=[1, 2, 3])
loss = tf.reduce_sum((scale * out - tf.gather(values, where)) ** 2)
