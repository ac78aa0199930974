# source: constructed (return value of assign_add used)
# target: y
# sources: v, k
# expect: {"v": "ok", "k": "ok"}
# notes: assign_add returns the variable, so its result reads the same variable again (no false alarm).
# --- setup ---
import tensorflow as tf

v, k = tf.Variable(2.0), tf.Variable(3.0)
# --- cell ---
moved = v.assign_add(1.0)
y = k * moved ** 2
