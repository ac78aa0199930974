# source: https://github.com/tensorflow/graphics/issues/223
# target: error
# sources: depth, colours, light
# expect: {"depth": "registered_not_differentiable", "colours": "ok", "light": "ok"}
# culprit: {"depth": 2}
# notes: The z-buffer picks a surface by argmin: its colour has a gradient, its depth has none.
# --- setup ---
import tensorflow as tf
depth = tf.Variable([[0.3, 0.9, 0.5], [0.4, 0.2, 0.6]])
colours = tf.Variable([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
light = tf.Variable(0.9)
photo = tf.ones([3, 3]) * 0.5
# --- cell ---
def rasterise(z, rgb):
    front = tf.argmin(z, axis=0)
    return tf.gather(rgb, front)
def shade(pixels, strength):
    return pixels * strength + 0.05
image = shade(rasterise(depth, colours), light)
error = tf.reduce_mean(tf.abs(image - photo))
