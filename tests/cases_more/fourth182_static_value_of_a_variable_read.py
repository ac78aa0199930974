# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: 
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
proto = tf.make_tensor_proto(w)
loss = tf.reduce_sum(tf.make_ndarray(proto) * b)
