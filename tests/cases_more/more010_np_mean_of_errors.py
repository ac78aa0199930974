# source: constructed (NumPy reduction in a hand-written loss)
# target: loss
# sources: slope, intercept, penalty
# expect: {"slope": "left_tensorflow", "intercept": "left_tensorflow", "penalty": "ok"}
# culprit: {"slope": 3, "intercept": 3}
# notes: np.mean silently takes the values out of the tensor; only the penalty stays connected.
# --- setup ---
import numpy as np
import tensorflow as tf

slope, intercept, penalty = tf.Variable(0.7), tf.Variable(0.1), tf.Variable(0.01)
x = tf.constant([0.0, 1.0, 2.0, 3.0])
y = tf.constant([0.2, 1.1, 1.9, 3.2])
# --- cell ---
pred = slope * x + intercept
errors = tf.square(pred - y)
loss = np.mean(errors) + penalty ** 2
