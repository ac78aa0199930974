# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "computed_before_tape", "b": "ok"}
# culprit: {"w": 2}
# notes: The list was filled when the setup ran; the cell only stacks and shifts it.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([[0.5], [1.0]]), tf.Variable(0.2)
xs = [tf.constant([[1.0, 2.0]]), tf.constant([[3.0, -1.0]])]
hidden = [tf.tanh(x @ w) for x in xs]
# --- cell ---
n = len(xs)
stacked = tf.concat(hidden, axis=0)
loss = tf.reduce_sum((stacked + b) ** 2) / n
