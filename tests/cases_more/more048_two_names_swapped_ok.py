# source: constructed (variables exchanged by a tuple assignment)
# target: gap
# sources: left, right
# expect: {"left": "ok", "right": "ok"}
# notes: After the swap both names still stand for variables, only for the other one each (no false alarm).
# --- setup ---
import tensorflow as tf

left, right = tf.Variable([1.0, 2.0]), tf.Variable([4.0, -1.0])
# --- cell ---
gap = tf.reduce_sum(left ** 2) - tf.reduce_sum(tf.exp(right))
left, right = right, left
