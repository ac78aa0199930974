# source: https://github.com/tensorflow/tensorflow/issues/46956
# target: loss
# sources: angles, length
# expect: {"angles": "left_tensorflow", "length": "ok"}
# culprit: {"angles": 3}
# notes: The angles are packed into a C array and read back.
# --- setup ---
import ctypes
import tensorflow as tf
angles, length = tf.Variable([0.1, 0.4, -0.2]), tf.Variable(1.5)
# --- cell ---
def to_driver(values):
    Packet = ctypes.c_float * len(values)
    return Packet(*values)
packet = to_driver(tf.unstack(angles * 2.0))
echo = tf.constant(list(packet))
loss = tf.reduce_sum(tf.sin(echo)) * length
