# source: https://github.com/tensorflow/tensorflow/issues/42244
# target: loss
# sources: share, left_img, right_img
# expect: {"share": "integer_dtype", "left_img": "ok", "right_img": "ok"}
# culprit: {"share": 2}
# notes: The size of the pasted box is cast to pixels.
# --- setup ---
import tensorflow as tf
share = tf.Variable(0.55)
left_img = tf.Variable(tf.random.stateless_uniform([4, 4], [1, 1]))
right_img = tf.Variable(tf.random.stateless_uniform([4, 4], [2, 2]))
# --- cell ---
def cutmix(a, b, lam):
    cut = tf.cast(tf.sqrt(lam) * 4.0, tf.int32)
    mask = tf.pad(tf.ones([cut, cut]), [[0, 4 - cut], [0, 4 - cut]])
    return a * (1.0 - mask) + b * mask
mixed = cutmix(left_img, right_img, share)
loss = tf.reduce_sum(mixed ** 2)
