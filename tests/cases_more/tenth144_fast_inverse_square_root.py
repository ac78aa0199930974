# source: constructed (bit trick with tf.bitcast followed by a Newton step)
# target: length
# sources: v, tune
# expect: {"v": "ok", "tune": "integer_dtype"}
# culprit: {"tune": 1}
# notes: The first guess goes through the bits of the number and carries nothing; v comes back in the Newton step, tune does not.
# --- setup ---
import tensorflow as tf

v = tf.Variable([0.5, 2.0, 9.0])
tune = tf.Variable(1.01)
MAGIC = tf.constant(0x5F3759DF)
# --- cell ---
bits = tf.bitcast(v * tune, tf.int32)
guess = tf.bitcast(MAGIC - tf.bitwise.right_shift(bits, 1), tf.float32)
inv = guess * (1.5 - 0.5 * v * guess * guess)
length = tf.reduce_sum(1.0 / inv)
