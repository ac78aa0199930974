# source: constructed (tf.Variable(3) is int32)
# target: volume
# sources: side, depth
# expect: {"side": "integer_dtype", "depth": "ok"}
# notes: The side length was given as 3 and not 3.0; the cast to float in the cell comes too late.
# --- setup ---
import tensorflow as tf

side = tf.Variable(3)
depth = tf.Variable(0.5)
# --- cell ---
length = tf.cast(side, tf.float32)
volume = length * length * depth
