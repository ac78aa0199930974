# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "target_not_tensor", "b": "target_not_tensor"}
# culprit: {"w": 4, "b": 4}
# notes: statistics.mean of the collected numbers is a Python float.
# --- setup ---
import statistics
import tensorflow as tf

w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
xs = [tf.constant([1.0, 0.0]), tf.constant([0.5, 2.0])]
# --- cell ---
scores = []
for x in xs:
    scores.append(float(tf.reduce_sum(w * x) + b))
loss = statistics.mean(scores)
