# source: constructed (values made before the tape that need no gradient)
# target: loss
# sources: w, shift
# expect: {"w": "ok", "shift": "ok"}
# notes: Targets and statistics were computed earlier, even from w, but both variables are used again here (no false alarm).
# --- setup ---
import tensorflow as tf

w, shift = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
old = tf.identity(w) + shift
# --- cell ---
ratio = tf.exp(w - old)
loss = -tf.reduce_mean(tf.minimum(ratio, tf.clip_by_value(ratio, 0.8, 1.2)) * shift)
