# source: constructed (the watched tensor is a throw-away copy)
# target: out
# sources: z, gain
# expect: {"z": "not_watched", "gain": "ok"}
# notes: tape.watch(tf.identity(z)) watches a copy that is never used again; z itself stays unwatched.
# --- setup ---
import tensorflow as tf

z = tf.constant([0.1, -0.4, 0.3])
gain = tf.Variable(1.5)
# --- cell ---
tape.watch(tf.identity(z))
out = gain * tf.reduce_sum(tf.nn.softplus(z))
