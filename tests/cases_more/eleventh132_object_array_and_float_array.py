# source: constructed (code as an engineer structures it)
# target: loss
# sources: mu, sigma, shares
# expect: {"mu": "ok", "sigma": "left_tensorflow", "shares": "left_tensorflow"}
# culprit: {"sigma": 5, "shares": 6}
# notes: Two NumPy arrays are filled in place: the one with dtype object keeps the tensors, the default one stores floats; math.fsum gives a float as well.
# --- setup ---
import math
import numpy as np
import tensorflow as tf

mu = tf.Variable([0.2, 0.5, 0.9])
sigma = tf.Variable([1.0, 0.5, 2.0])
shares = tf.Variable([0.5, 0.3, 0.1])
obs = [0.3, 0.1, 1.4]
# --- cell ---
shifts = np.empty(3, dtype=object)
scales = np.empty(3)
for i, value in enumerate(obs):
    shifts[i] = tf.square(value - mu[i])
    scales[i] = tf.exp(-sigma[i])
total = math.fsum(shares)
loss = sum(shift * scale for shift, scale in zip(shifts, scales.tolist())) / total
