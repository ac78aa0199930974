# source: constructed (phase wrapped with truncatemod)
# target: loss
# sources: phase, weight
# expect: {"phase": "no_gradient_registered", "weight": "no_gradient_registered"}
# culprit: {"phase": 2, "weight": 2}
# notes: tf.truncatemod has no registered gradient; the operator % (floormod) has one.
# --- setup ---
import tensorflow as tf

phase, weight = tf.Variable([7.0, -4.0]), tf.Variable([0.2, 0.8])
# --- cell ---
shifted = phase + 3.14
wrapped = tf.truncatemod(shifted, 6.28) - 3.14
loss = tf.reduce_sum(weight * wrapped ** 2)
