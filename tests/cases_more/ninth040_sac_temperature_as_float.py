# source: https://github.com/haarnoja/sac/pull/13
# target: actor_loss
# sources: mu_w, std_w, log_alpha, q1
# expect: {"mu_w": "ok", "std_w": "ok", "log_alpha": "left_tensorflow", "q1": "ok"}
# culprit: {"log_alpha": 7}
# notes: SAC actor loss with a squashed Gaussian: sampling by reparameterisation and the minimum of two critics are sound; the temperature is turned into a Python float.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
obs = tf.constant(rng.normal(size=(16, 3)).astype("float32"))
mu_w, std_w = (tf.Variable(rng.normal(size=(3, 1)).astype("float32") * 0.3) for _ in range(2))
q1 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
q2 = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
log_alpha = tf.Variable(-1.0)
# --- cell ---
mu, log_std = obs @ mu_w, tf.clip_by_value(obs @ std_w, -5.0, 2.0)
noise = tf.random.stateless_normal([16, 1], seed=[0, 7])
pre = mu + tf.exp(log_std) * noise
action = tf.tanh(pre)
logp = -0.5 * noise ** 2 - log_std - tf.math.log(1.0 - action ** 2 + 1e-6)
sa = tf.concat([obs, action], axis=1)
alpha = float(tf.exp(log_alpha))
actor_loss = tf.reduce_mean(alpha * logp - tf.minimum(sa @ q1, sa @ q2))
