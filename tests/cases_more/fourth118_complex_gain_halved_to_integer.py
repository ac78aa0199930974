# source: constructed
# target: loss
# sources: shift, amp
# expect: {"shift": "integer_dtype", "amp": "ok"}
# culprit: {"shift": 2}
# notes: The spectrum is rolled by a learned shift that has to be an integer.
# --- setup ---
import tensorflow as tf

shift, amp = tf.Variable(1.3), tf.Variable([1.0, 0.5, 0.2, 0.1])
# --- cell ---
spec = tf.signal.fft(tf.cast(amp, tf.complex64))
moved = tf.roll(spec, tf.cast(shift, tf.int32), axis=0)
loss = tf.reduce_sum(tf.abs(moved - 1.0))
