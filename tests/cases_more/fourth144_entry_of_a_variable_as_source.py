# source: constructed
# target: loss
# sources: w[0], w
# expect: {"w[0]": "computed_before_tape", "w": "ok"}
# notes: The source expression w[0] makes a new tensor after the cell; the variable itself has a gradient.
# --- setup ---
import tensorflow as tf

w = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
loss = tf.reduce_sum(w[0] * w ** 2)
