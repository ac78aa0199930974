# source: constructed (statistics.NormalDist)
# target: nll
# sources: mu, sigma, mixture, other
# expect: {"mu": "left_tensorflow", "sigma": "left_tensorflow", "mixture": "ok", "other": "ok"}
# culprit: {"mu": 1, "sigma": 1}
# notes: One component of a mixture is a statistics.NormalDist, which stores floats; the other one is written in TensorFlow.
# --- setup ---
from statistics import NormalDist
import tensorflow as tf

mu, sigma = tf.Variable(0.5), tf.Variable(1.5)
mixture, other = tf.Variable(0.3), tf.Variable(2.0)
sample = tf.constant([0.2, 1.9, 3.0])
# --- cell ---
bell = NormalDist(mu, sigma)
first = tf.stack([bell.pdf(float(v)) for v in sample])
second = tf.exp(-tf.abs(sample - other)) / 2.0
share = tf.sigmoid(mixture)
nll = -tf.reduce_sum(tf.math.log(share * first + (1.0 - share) * second))
