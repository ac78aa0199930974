# source: https://github.com/tensorflow/tensorflow/issues/126083
# target: loss
# sources: image, kernel
# expect: {"image": "ok", "kernel": "ok"}
# notes: Random flips, rotations and zooms are differentiable with respect to the image.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(10)
augment = keras.Sequential([keras.layers.RandomFlip("horizontal"), keras.layers.RandomRotation(0.1), keras.layers.RandomZoom(0.1), keras.layers.Rescaling(2.0, offset=-1.0)])
conv = keras.layers.Conv2D(2, 3)
image = tf.Variable(tf.random.stateless_uniform([1, 6, 6, 1], [1, 2]))
conv(image)
kernel = conv.kernel
# --- cell ---
view = augment(image, training=True)
maps = keras.ops.relu(conv(view))
pooled = keras.layers.GlobalMaxPooling2D()(maps)
loss = tf.reduce_sum(pooled)
