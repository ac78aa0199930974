# source: constructed
# target: loss
# sources: mu_w, log_std, baseline_w
# expect: {"mu_w": "ok", "log_std": "ok", "baseline_w": "ok"}
# notes: The action leaves as an array for the environment and returns as data; the density keeps every gradient (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
mu_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
log_std = tf.Variable([-0.3])
baseline_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
obs = tf.constant(rng.normal(size=(6, 2)).astype("float32"))
# --- cell ---
mu, std = obs @ mu_w, tf.exp(log_std)
action = np.clip((mu + std * rng.normal(size=(6, 1))).numpy(), -1.0, 1.0)
reward = -np.abs(action - 0.2).astype("float32")
value = obs @ baseline_w
adv = tf.stop_gradient(reward - value)
logp = -0.5 * ((action - mu) / std) ** 2 - log_std
loss = -tf.reduce_mean(logp * adv) + tf.reduce_mean((value - reward) ** 2)
