# source: https://github.com/tensorflow/tensorflow/issues/7236
# target: objective
# sources: mu, rho, prior_mu, q_mu
# expect: {"mu": "ok", "rho": "ok", "prior_mu": "ok", "q_mu": "stop_gradient"}
# culprit: {"q_mu": 4}
# notes: The log density of a reparametrised sample: the gradient for mu exists (and is exactly zero), that of the second factor is cut because its sample is detached and its own density is not evaluated.
# --- setup ---
import tensorflow as tf

mu, rho, prior_mu, q_mu = tf.Variable([0.3, -0.2]), tf.Variable([0.1, 0.1]), tf.Variable([1.0, 1.0]), tf.Variable([0.0, 2.0])
eps = tf.random.stateless_normal([2], seed=[7, 1])
def log_normal(value, mean, std):
    return tf.reduce_sum(-0.5 * ((value - mean) / std) ** 2 - tf.math.log(std))
# --- cell ---
sigma = tf.nn.softplus(rho)
z = mu + sigma * eps
own = log_normal(z, mu, sigma)
z2 = tf.stop_gradient(q_mu + 0.5 * eps)
prior = log_normal(z2, prior_mu, tf.ones([2]))
objective = own + prior
