# source: constructed (a constant made from a variable)
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: tf.constant converts the variable through an array; tf.convert_to_tensor or tf.identity would keep the gradient. Also defensible: a new object.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
b = tf.Variable(0.5)
x = tf.constant([[0.1, 0.2], [0.3, 0.4]])
# --- cell ---
kernel = tf.constant(w)
pred = x @ kernel + b
loss = tf.reduce_mean(pred ** 2)
