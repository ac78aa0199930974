# source: https://www.tensorflow.org/guide/random_numbers
# target: cost
# sources: mu, log_sigma, low, rate
# expect: {"mu": "ok", "log_sigma": "ok", "low": "ok", "rate": "registered_not_differentiable"}
# culprit: {"rate": 4}
# notes: tf.random.Generator scales and shifts its raw numbers with ordinary ops, so mean, spread and bounds learn; the rate is only compared with random numbers.
# --- setup ---
import tensorflow as tf

rng = tf.random.Generator.from_seed(7)
mu, log_sigma = tf.Variable(3.0), tf.Variable(-1.0)
low = tf.Variable(0.5)
rate = tf.Variable(2.5)
# --- cell ---
service = rng.normal([8], mean=mu, stddev=tf.exp(log_sigma))
travel = rng.uniform([8], minval=low, maxval=4.0)
rng.skip(4)
arrivals = tf.cast(rng.uniform([8]) * 4.0 < rate, tf.float32)
wait = tf.nn.relu(arrivals * service - 5.0) + travel
cost = tf.reduce_mean(wait)
