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
cap = tf.experimental.dlpack.to_dlpack(tf.sin(w))
back = tf.experimental.dlpack.from_dlpack(cap)
loss = tf.reduce_sum(back * b)
