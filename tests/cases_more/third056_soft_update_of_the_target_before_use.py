# source: constructed (DDPG with a soft target update)
# target: q_next
# sources: online_w, target_w, tau
# expect: {"online_w": "stateful_op", "target_w": "ok", "tau": "stateful_op"}
# culprit: {"online_w": 2, "tau": 2}
# notes: The soft update is written into the target variable before the target is evaluated; only the target variable is seen.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
online_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
target_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
tau = tf.Variable(0.1)
next_obs = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
# --- cell ---
blend = tau * online_w + (1.0 - tau) * target_w
target_w.assign(blend)
q_next = tf.reduce_mean(tf.nn.elu(next_obs @ target_w))
gap = np.abs(online_w.numpy() - target_w.numpy()).max()
