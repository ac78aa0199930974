# source: constructed (list of loss terms put into an array)
# target: weighted
# sources: mu, tau, mix
# expect: {"mu": "left_tensorflow", "tau": "left_tensorflow", "mix": "ok"}
# culprit: {"mu": 2, "tau": 2}
# notes: np.array of two scalar tensors holds their values; tf.stack would keep them connected.
# --- setup ---
import numpy as np
import tensorflow as tf

mu, tau = tf.Variable(0.4), tf.Variable(1.5)
mix = tf.Variable([0.3, 0.7])
obs = tf.constant([0.1, 0.9, 0.5])
# --- cell ---
terms = [tf.reduce_mean((obs - mu) ** 2), tf.square(tau - 1.0)]
column = np.array(terms)
weighted = tf.reduce_sum(mix * column)
