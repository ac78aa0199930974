# source: constructed (bit trick in a normalisation)
# target: loss
# sources: v, gain
# expect: {"v": "integer_dtype", "gain": "ok"}
# culprit: {"v": 1}
# notes: The famous inverse square root reinterprets the bits as integers; the direction is also taken from a detached copy by NumPy, for printing.
# --- setup ---
import numpy as np
import tensorflow as tf

v = tf.Variable([3.0, 4.0, 12.0])
gain = tf.Variable([1.0, 0.5, 2.0])
def rsqrt_bits(s):
    bits = tf.bitcast(s, tf.int32)
    guess = tf.bitcast(0x5F3759DF - tf.bitwise.right_shift(bits, 1), tf.float32)
    return guess * 1.5 - 0.5 * guess ** 3
# --- cell ---
inv = rsqrt_bits(tf.reduce_sum(v ** 2))
print("direction", (v.numpy() / np.linalg.norm(v.numpy())).round(2))
scaled = gain * inv
loss = tf.reduce_sum(tf.abs(scaled - 0.1))
