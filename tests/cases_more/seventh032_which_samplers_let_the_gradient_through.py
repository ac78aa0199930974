# source: https://github.com/thu-ml/zhusuan/issues/72
# target: elbo
# sources: mu, low, alpha, trials, prob, beta
# expect: {"mu": "ok", "low": "ok", "alpha": "ok", "trials": "registered_not_differentiable", "prob": "registered_not_differentiable", "beta": "ok"}
# culprit: {"trials": 4, "prob": 5}
# notes: tf.random.normal, uniform and gamma carry their parameters into the sample (the first two by plain arithmetic); the geometric count by floor and the Bernoulli by comparison do not.
# --- setup ---
import tensorflow as tf

mu, low = tf.Variable(0.5), tf.Variable(-1.0)
alpha, beta = tf.Variable(2.0), tf.Variable(1.5)
trials, prob = tf.Variable(0.4), tf.Variable(0.3)
tf.random.set_seed(4)
# --- cell ---
normal = tf.random.normal([8], mean=mu, stddev=0.1)
flat = tf.random.uniform([8], minval=low, maxval=2.0)
gamma = tf.random.gamma([8], alpha, beta)
counts = tf.floor(tf.math.log(tf.random.uniform([8])) / tf.math.log(1.0 - trials))
coins = tf.cast(tf.random.uniform([8]) < prob, tf.float32)
elbo = tf.reduce_mean(normal * flat + gamma - 0.1 * counts + coins)
