# source: constructed (bit manipulation with tf.bitcast)
# target: loss
# sources: x, y, z
# expect: {"x": "ok", "y": "integer_dtype", "z": "ok"}
# culprit: {"y": 2}
# notes: The famous inverse square root: the guess comes from the bits, but for x the Newton steps use the value again; y stops at the guess.
# --- setup ---
import tensorflow as tf

x, y, z = tf.Variable([0.5, 4.0]), tf.Variable([2.0, 9.0]), tf.Variable(0.3)
def guess(v):
    bits = tf.bitcast(v, tf.int32)
    return tf.bitcast(0x5F3759DF - tf.bitwise.right_shift(bits, 1), tf.float32)
def refine(r, v):
    for _ in range(2):
        r = r * (1.5 - 0.5 * v * r * r)
    return r
# --- cell ---
fine = refine(guess(x), x)
rough = guess(y)
loss = tf.reduce_sum(fine * rough) * z
