# source: constructed (tf.unique on float codes)
# target: reg
# sources: codes, strength
# expect: {"codes": "no_gradient_registered", "strength": "no_gradient_registered"}
# culprit: {"codes": 1, "strength": 1}
# notes: tf.unique returns the values themselves, but the op has no registered gradient.
# --- setup ---
import tensorflow as tf

codes = tf.Variable([0.5, 1.5, 0.5, -2.0])
strength = tf.Variable(0.1)
# --- cell ---
distinct, _ = tf.unique(codes)
reg = strength * tf.reduce_sum(tf.abs(distinct))
