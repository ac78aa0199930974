# source: constructed
# target: loss
# sources: gain, w
# expect: {"gain": "left_tensorflow", "w": "ok"}
# culprit: {"gain": 1}
# notes: tf.get_static_value hands out a NumPy value of the tensor.
# --- setup ---
import tensorflow as tf

gain, w = tf.Variable(0.2), tf.Variable([1.0, 3.0])
# --- cell ---
factor = tf.get_static_value(tf.exp(gain))
loss = tf.reduce_sum(tf.sqrt(w)) * factor
