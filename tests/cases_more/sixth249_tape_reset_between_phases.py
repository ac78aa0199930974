# source: constructed on a guide
# target: total
# sources: warm, main
# expect: {"warm": "computed_before_tape", "main": "ok"}
# culprit: {"warm": 5}
# notes: tape.reset() throws away what was recorded before it.
# --- setup ---
import numpy as np
import tensorflow as tf
warm = tf.Variable([0.5, 0.2])
main = tf.Variable([1.0, -1.0])
# --- cell ---
prior = tf.reduce_sum(tf.exp(warm))
print("prior", round(float(prior), 3))
tape.reset()
fit = tf.reduce_sum(tf.square(main - 0.3))
total = fit + 0.1 * prior
