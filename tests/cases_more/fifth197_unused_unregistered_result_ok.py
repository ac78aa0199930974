# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: image, w
# expect: {"image": "ok", "w": "ok"}
# notes: Unregistered ops whose results are only printed do no harm.
# --- setup ---
import tensorflow as tf
image = tf.Variable(tf.random.stateless_uniform([1, 4, 4, 3], [1, 2]))
w = tf.Variable(0.5)
# --- cell ---
preview = tf.image.adjust_contrast(image, 1.5)
distinct, _ = tf.unique(tf.reshape(image, [-1]))
print("preview", preview.shape, "distinct", distinct.shape)
bright = tf.image.adjust_brightness(image, w)
loss = tf.reduce_mean(bright ** 2)
