# source: constructed
# target: loss
# sources: base, a
# expect: {"base": "ok", "a": "ok"}
# notes: A non-trainable variable that is watched explicitly has a gradient like any other (no false alarm).
# --- setup ---
import tensorflow as tf

base = tf.Variable([[1.0, 2.0], [0.5, 0.1]], trainable=False)
a = tf.Variable([[0.3], [0.7]])
x = tf.constant([[1.0, -1.0]])
# --- cell ---
tape.watch(base)
y = x @ base @ a
loss = tf.reduce_sum(y ** 2)
