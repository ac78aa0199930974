# source: constructed (differentiable sampling at a fractional position)
# target: value
# sources: pos, signal
# expect: {"pos": "ok", "signal": "ok"}
# notes: floor and the cast to int only choose the neighbours; the interpolation weights keep the position connected (no false alarm).
# --- setup ---
import tensorflow as tf

pos = tf.Variable([0.3, 1.7])
signal = tf.Variable([1.0, 4.0, 9.0, 16.0])
# --- cell ---
left = tf.floor(pos)
i = tf.cast(left, tf.int32)
frac = pos - left
value = tf.reduce_sum((1.0 - frac) * tf.gather(signal, i) + frac * tf.gather(signal, i + 1))
