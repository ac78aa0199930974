# source: https://github.com/tensorflow/tensorflow/issues/27949
# target: losses
# sources: w, v
# expect: {"w": "target_not_tensor", "v": "target_not_tensor"}
# culprit: {"w": 1, "v": 1}
# notes: One of the loss functions forgets its return.
# --- setup ---
import tensorflow as tf
w, v = tf.Variable([1.0, -2.0]), tf.Variable(3.0)
def content_loss(x):
    return tf.reduce_sum(x ** 2)
def style_loss(x):
    total = tf.reduce_sum(tf.abs(x))
# --- cell ---
losses = [
    content_loss(w) * v,
    style_loss(w),
]
