# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "registered_not_differentiable", "b": "ok"}
# culprit: {"w": 1}
# notes: A formula kept as text is executed in the cell; the break is in the text and counts at the line that executes it.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.6, 1.7]), tf.Variable(0.1)
formula = "z = tf.round(w * 2.0)"
# --- cell ---
exec(formula)
loss = tf.reduce_sum(z * b + b)
