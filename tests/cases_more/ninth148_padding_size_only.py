# source: constructed
# target: loss
# sources: pad, vec, names, switch
# expect: {"pad": "registered_not_differentiable", "vec": "ok", "names": "not_connected", "switch": "integer_dtype"}
# culprit: {"pad": 1, "names": 2}
# notes: One source enters only by its size, one only by its static number of rows, and the switch is a boolean variable.
# --- setup ---
import tensorflow as tf

pad = tf.Variable([0.0, 0.0, 0.0])
names = tf.Variable([[1.0], [2.0]])
vec = tf.Variable([1.0, 4.0])
switch = tf.Variable([True, False])
# --- cell ---
width = tf.cast(tf.size(pad), tf.float32)
rows = names.shape[0]
chosen = tf.where(switch, vec, -vec)
loss = tf.reduce_sum(chosen ** 3) / (width * rows)
