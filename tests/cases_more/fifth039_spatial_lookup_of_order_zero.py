# source: https://github.com/keras-team/keras/issues/10321
# target: loss
# sources: shift, image, smooth_shift
# expect: {"shift": "integer_dtype", "image": "ok", "smooth_shift": "ok"}
# culprit: {"shift": 2}
# notes: Order 0 rounds the coordinates; order 1 interpolates and keeps their gradient.
# --- setup ---
import keras
import tensorflow as tf
shift = tf.Variable([0.3, 1.2])
smooth_shift = tf.Variable([0.6, 0.1])
image = tf.Variable(tf.reshape(tf.range(25, dtype=tf.float32), [5, 5]) / 25.0)
rows, cols = tf.meshgrid(tf.range(3, dtype=tf.float32), tf.range(3, dtype=tf.float32), indexing="ij")
grid = tf.stack([rows, cols])
# --- cell ---
sample = keras.ops.image.map_coordinates
coarse = sample(image, grid + shift[:, None, None], order=0)
fine = sample(image, grid + smooth_shift[:, None, None], order=1)
loss = tf.reduce_mean(tf.square(coarse - 0.3)) + tf.reduce_mean(fine)
