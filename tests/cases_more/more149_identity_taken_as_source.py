# source: constructed (copy of the input named as the source)
# target: out
# sources: probe, x
# expect: {"probe": "wrong_object", "x": "ok"}
# culprit: {"probe": 1}
# notes: probe has the value of x, but the output was computed from x and not from the copy.
# --- setup ---
import tensorflow as tf

x = tf.Variable([0.4, 1.1])
# --- cell ---
out = tf.reduce_sum(tf.sin(x) * x)
probe = tf.identity(x)
