# source: https://github.com/tensorflow/tensorflow/issues/51489
# target: loss
# sources: w, w2
# expect: {"w": "left_tensorflow", "w2": "ok"}
# culprit: {"w": 1}
# notes: A second variable starts from the values of the first.
# --- setup ---
import tensorflow as tf
w = tf.Variable([1.0, 2.0])
x = tf.constant([0.5, -1.0])
# --- cell ---
w2 = tf.Variable(w.numpy() * 0.5)
loss = tf.reduce_sum(tf.sigmoid(x * w2))
