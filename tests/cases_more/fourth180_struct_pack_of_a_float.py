# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 1}
# notes: 
# --- setup ---
import struct
import tensorflow as tf
w, b = tf.Variable(1.3), tf.Variable(0.5)
# --- cell ---
raw = struct.pack("f", w.numpy())
back, = struct.unpack("f", raw)
loss = back * b
