# source: constructed (beta-VAE warm-up)
# target: elbo
# sources: enc, log_sigma, beta, free_nats, prior
# expect: {"enc": "ok", "log_sigma": "ok", "beta": "not_taken_branch", "free_nats": "ok", "prior": "ok"}
# culprit: {"beta": 8}
# notes: The weight of the divergence is Python's min of one and the variable, and one wins; tf.maximum with the free nats keeps its argument connected although it looks like the same idea.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(803)
enc = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))
log_sigma = tf.Variable(tf.zeros([2]) - 0.5)
prior = tf.Variable(tf.zeros([2]))
beta, free_nats = tf.Variable(1.7), tf.Variable([2.0, 0.01])
dec = tf.constant(rng.normal(size=(2, 6)).astype("float32"))
x = tf.constant(rng.normal(size=(4, 6)).astype("float32"))
def warm_up(step):
    return min(1.0, beta) if step > 10 else 0.0
# --- cell ---
mean = x @ enc
noise = tf.random.stateless_normal(tf.shape(mean), [8, 3])
z = mean + tf.exp(log_sigma) * noise
recon = tf.reduce_mean((z @ dec - x) ** 2)
kl_per_dim = tf.reduce_mean(
    0.5 * (tf.exp(2 * log_sigma) + (mean - prior) ** 2 - 1.0) - log_sigma, axis=0)
kl = tf.reduce_sum(tf.maximum(kl_per_dim, free_nats))
elbo = recon + warm_up(step=25) * kl
