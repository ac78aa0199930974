# source: constructed (random module with tensor parameters)
# target: load
# sources: rate, low, mu, sigma, shape
# expect: {"rate": "ok", "low": "ok", "mu": "left_tensorflow", "sigma": "left_tensorflow", "shape": "ok"}
# culprit: {"mu": 4, "sigma": 4}
# notes: expovariate and triangular are plain arithmetic and keep tensors; lognormvariate calls math.exp.
# --- setup ---
import random
import tensorflow as tf

rate = tf.Variable(0.7)
low = tf.Variable(1.0)
mu, sigma = tf.Variable(0.1), tf.Variable(0.4)
shape = tf.Variable(2.0)
# --- cell ---
rng = random.Random(11)
gaps = [rng.expovariate(rate) for _ in range(3)]
repair = rng.triangular(low, 4.0)
size = rng.lognormvariate(mu, sigma)
wear = rng.paretovariate(shape)
load = size * tf.add_n(gaps) + repair * wear
