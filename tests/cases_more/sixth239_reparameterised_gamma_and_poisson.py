# source: constructed on a guide
# target: elbo
# sources: alpha, beta, p
# expect: {"alpha": "ok", "beta": "ok", "p": "registered_not_differentiable"}
# culprit: {"p": 2}
# notes: Gamma samples are reparameterised, binomial counts are not.
# --- setup ---
import numpy as np
import tensorflow as tf
alpha, beta = tf.Variable([2.0, 3.0]), tf.Variable(1.5)
p = tf.Variable(0.4)
tf.random.set_seed(3)
# --- cell ---
rates = tf.random.stateless_gamma([5, 2], seed=[1, 2], alpha=alpha, beta=beta)
counts = tf.random.stateless_binomial([5, 2], seed=[3, 4], counts=[10.0, 10.0], probs=p, output_dtype=tf.float32)
ll = counts * tf.math.log(rates) - rates - tf.math.lgamma(counts + 1.0)
elbo = tf.reduce_mean(tf.reduce_sum(ll, axis=-1))
