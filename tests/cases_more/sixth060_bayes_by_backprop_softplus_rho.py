# source: constructed on a guide
# target: elbo
# sources: w_mu, w_rho, prior_sigma
# expect: {"w_mu": "ok", "w_rho": "ok", "prior_sigma": "left_tensorflow"}
# culprit: {"prior_sigma": 6}
# notes: Weights by the reparametrisation trick; the prior's log density is computed by a helper with np.log of the variable.
# --- setup ---
import math
import numpy as np
import tensorflow as tf
def log_gauss(x, mu, sigma):
    return tf.reduce_sum(-0.5 * math.log(2 * math.pi) - np.log(sigma) - (x - mu) ** 2 / (2 * math.pow(sigma, 2)))
class BayesLinear(tf.Module):
    def __init__(self, n_in, n_out):
        self.mu = tf.Variable(tf.zeros([n_in, n_out]) + 0.1)
        self.rho = tf.Variable(tf.zeros([n_in, n_out]) - 3.0)
    def sample(self, seed):
        eps = tf.random.stateless_normal(self.mu.shape, seed=[seed, 0])
        sigma = tf.nn.softplus(self.rho)
        return self.mu + sigma * eps, sigma
layer = BayesLinear(3, 1)
w_mu, w_rho = layer.mu, layer.rho
prior_sigma = tf.Variable(1.5)
X = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
y = tf.reduce_sum(X, 1, keepdims=True)
# --- cell ---
n_mc = 2
elbo = 0.0
for seed in range(n_mc):
    w, s = layer.sample(seed)
    entropy = tf.reduce_sum(tf.math.log(s))
    log_prior = log_gauss(w, 0.0, prior_sigma)
    log_lik = -0.5 * tf.reduce_sum((X @ w - y) ** 2)
    elbo += (log_lik + log_prior + entropy) / n_mc
print("elbo", float(elbo))
