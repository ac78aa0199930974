# source: constructed (variational sample drawn with np.random)
# target: elbo
# sources: mu, log_sigma
# expect: {"mu": "ok", "log_sigma": "left_tensorflow"}
# culprit: {"log_sigma": 2}
# notes: The width is handed to NumPy's generator, the mean is added in TensorFlow.
# --- setup ---
import numpy as np
import tensorflow as tf

mu, log_sigma = tf.Variable([0.5, -0.5]), tf.Variable([-1.0, -2.0])
rng = np.random.default_rng(0)
# --- cell ---
sigma = tf.exp(log_sigma)
noise = rng.normal(0.0, sigma).astype("float32")
z = mu + noise
elbo = -tf.reduce_sum((z - 1.0) ** 2)
