# source: https://github.com/tensorflow/tensorflow/issues/15278
# target: loss
# sources: image, w
# expect: {"image": "integer_dtype", "w": "ok"}
# culprit: {"image": 1}
# notes: Only the positions of the maxima are used.
# --- setup ---
import tensorflow as tf
image = tf.Variable(tf.random.stateless_uniform([1, 4, 4, 1], [1, 2]))
w = tf.Variable(0.5)
# --- cell ---
pooled, where = tf.nn.max_pool_with_argmax(image, 2, 2, "SAME")
centre = tf.reduce_mean(tf.cast(where, tf.float32))
print("brightest", float(tf.reduce_max(pooled)))
loss = w * centre
