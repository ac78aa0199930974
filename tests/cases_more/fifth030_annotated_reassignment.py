# source: https://github.com/tensorflow/tensorflow/issues/27660
# target: loss
# sources: w, b
# expect: {"w": "replaced_by_tensor", "b": "ok"}
# culprit: {"w": 3}
# notes: An annotated assignment rebinds the name after the loss.
# --- setup ---
import tensorflow as tf
w = tf.Variable([0.5, 0.25])
b = tf.Variable(0.1)
x = tf.constant([2.0, 3.0])
# --- cell ---
loss: tf.Tensor = tf.square(tf.reduce_sum(w * x) + b)
decay: float = 0.99
w: tf.Tensor = w * decay
