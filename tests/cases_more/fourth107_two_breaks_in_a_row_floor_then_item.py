# source: constructed
# target: loss
# sources: budget, w
# expect: {"budget": "left_tensorflow", "w": "ok"}
# culprit: {"budget": 2}
# notes: The floored budget is taken out with item(); of the two breaks in series the one nearest the target is named.
# --- setup ---
import tensorflow as tf

budget, w = tf.Variable(3.7), tf.Variable([0.5, 0.6])
# --- cell ---
whole = tf.floor(budget)
n = whole.numpy().item()
loss = tf.reduce_sum((w * n - 1.0) ** 2)
