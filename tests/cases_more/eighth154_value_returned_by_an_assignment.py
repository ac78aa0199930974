# source: https://www.tensorflow.org/guide/variable
# target: loss
# sources: w, step, total, rest
# expect: {"w": "ok", "step": "stateful_op", "total": "ok", "rest": "stateful_op"}
# culprit: {"step": 1, "rest": 2}
# notes: The assignments hand back the variables after the write: what is read from them belongs to the variable itself, not to the numbers that were written.
# --- setup ---
import tensorflow as tf

w, step = tf.Variable([1.0, 2.0]), tf.Variable([0.5, -0.5])
total, rest = tf.Variable(3.0), tf.Variable(0.25)
# --- cell ---
new_w = w.assign_sub(0.1 * step)
new_total = total.assign_add(rest)
share = tf.nn.softmax(new_w)
loss = tf.reduce_sum(share ** 2) * new_total
