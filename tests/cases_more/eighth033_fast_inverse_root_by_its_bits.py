# source: constructed (bit trick)
# target: loss
# sources: x, y, half
# expect: {"x": "ok", "y": "integer_dtype", "half": "ok"}
# culprit: {"y": 3}
# notes: The first guess is made from the bits of the number; x also enters the Newton step, y only the guess.
# --- setup ---
import tensorflow as tf

x, y, half = tf.Variable(4.0), tf.Variable(2.5), tf.Variable(0.5)
def from_bits(v):
    bits = tf.bitcast(v + 0.0, tf.int32)
    return tf.bitcast(0x5F3759DF - tf.bitwise.right_shift(bits, 1), tf.float32)
# --- cell ---
guess = from_bits(x)
root = guess * (1.5 - half * x * guess * guess)
guess = from_bits(y)
other = guess * (1.5 - half * 2.5 * guess * guess)
loss = (root - 0.5) ** 2 + other
