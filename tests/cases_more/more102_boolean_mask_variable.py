# source: constructed (mask kept in a bool variable)
# target: loss
# sources: mask, values
# expect: {"mask": "integer_dtype", "values": "ok"}
# notes: A bool variable can select values, but there is no derivative with respect to it.
# --- setup ---
import tensorflow as tf

mask = tf.Variable([True, False, True])
values = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
kept = values * tf.cast(mask, tf.float32)
loss = tf.reduce_sum(kept ** 2)
