# source: constructed
# target: loss
# sources: k, amp
# expect: {"k": "left_tensorflow", "amp": "ok"}
# culprit: {"k": 4}
# notes: The integrator keeps its state in a NumPy array and fills it slot by slot; the rate leaves when it is stored.
# --- setup ---
import numpy as np
import tensorflow as tf

k, amp = tf.Variable(0.8), tf.Variable(1.2)
seen = tf.constant([1.0, 0.7, 0.5, 0.3])
# --- cell ---
states = np.empty(4, "float32")
y = tf.constant(1.0)
for i in range(4):
    states[i] = y
    k1 = -k * y
    k2 = -k * (y + 0.25 * k1)
    y = y + 0.5 * k2
loss = tf.reduce_mean((amp * states - seen) ** 2)
