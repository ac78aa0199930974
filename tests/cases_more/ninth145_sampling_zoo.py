# source: constructed
# target: elbo
# sources: mu, log_sigma, conc, lam, mix_logits
# expect: {"mu": "ok", "log_sigma": "ok", "conc": "ok", "lam": "registered_not_differentiable", "mix_logits": "registered_not_differentiable"}
# culprit: {"lam": 3, "mix_logits": 4}
# notes: Normal and gamma samples are reparameterised, Poisson counts and categorical draws are not.
# --- setup ---
import tensorflow as tf

mu, log_sigma = tf.Variable([0.0, 1.0]), tf.Variable([-1.0, 0.0])
conc = tf.Variable([2.0, 3.0])
lam = tf.Variable([4.0, 1.0])
mix_logits = tf.Variable([[0.0, 1.0]])
# --- cell ---
z = tf.random.stateless_normal([2], [1, 2], mean=mu, stddev=tf.exp(log_sigma))
g = tf.random.stateless_gamma([2], [3, 4], alpha=conc)
n = tf.random.stateless_poisson([2], [5, 6], lam, dtype=tf.float32)
k = tf.random.stateless_categorical(mix_logits, 1, [7, 8])
elbo = tf.reduce_sum(z * g - n) + tf.gather(z, k[0, 0])
