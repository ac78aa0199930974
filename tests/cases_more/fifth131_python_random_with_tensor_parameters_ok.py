# source: https://github.com/tensorflow/tensorflow/issues/46559
# target: loss
# sources: mu, sigma, low, high
# expect: {"mu": "ok", "sigma": "ok", "low": "ok", "high": "ok"}
# notes: random.gauss and random.uniform only add and multiply their arguments.
# --- setup ---
import random
import tensorflow as tf
mu, sigma, low, high = tf.Variable(0.5), tf.Variable(1.2), tf.Variable(-1.0), tf.Variable(2.0)
random.seed(0)
# --- cell ---
samples = [random.gauss(mu, sigma) for _ in range(3)]
offset = random.uniform(low, high)
loss = tf.add_n([tf.square(s - offset) for s in samples])
