# source: constructed on a guide
# target: nll
# sources: mu_w, sigma_w, pi_logits
# expect: {"mu_w": "ok", "sigma_w": "ok", "pi_logits": "registered_not_differentiable"}
# culprit: {"pi_logits": 2}
# notes: The component is drawn by categorical; mean and scale are gathered.
# --- setup ---
import numpy as np
import tensorflow as tf
K = 3
rng = np.random.default_rng(0)
x = rng.normal(size=(6, 2)).astype("float32")
t = rng.normal(size=6).astype("float32")
mu_w = tf.Variable(rng.normal(size=(2, K)).astype("float32"))
sigma_w = tf.Variable(tf.zeros([2, K]))
pi_logits = tf.Variable([0.1, 0.3, -0.2])
def gaussian_logpdf(t, mu, s):
    return -0.5 * ((t - mu) / s) ** 2 - tf.math.log(s) - 0.5 * np.log(2 * np.pi)
# --- cell ---
mu, s = x @ mu_w, tf.nn.softplus(x @ sigma_w) + 1e-3
picked = tf.random.categorical(pi_logits[None], len(x), seed=1)[0]
mu_k = tf.gather(mu, picked, batch_dims=1)
s_k = tf.gather(s, picked, batch_dims=1)
logp = gaussian_logpdf(t, mu_k, s_k)
nll = -tf.reduce_mean(logp)
print("component counts", np.bincount(picked.numpy(), minlength=K))
