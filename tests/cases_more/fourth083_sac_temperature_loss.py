# source: constructed
# target: alpha_loss
# sources: log_alpha, policy_w, q_w
# expect: {"log_alpha": "ok", "policy_w": "stop_gradient", "q_w": "not_connected"}
# culprit: {"policy_w": 5, "q_w": 5}
# notes: Soft actor-critic: the temperature loss detaches the entropy; the critic is evaluated and not used for it.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
policy_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
q_w = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
log_alpha = tf.Variable(-1.0)
obs = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
noise = tf.constant(rng.normal(size=(5, 1)).astype("float32"))
entropy_goal = -1.0
# --- cell ---
pre = obs @ policy_w + 0.3 * noise
act = tf.tanh(pre)
logp = -0.5 * noise ** 2 - tf.math.log(1.0 - act ** 2 + 1e-6)
q = tf.concat([obs, act], 1) @ q_w
alpha_loss = -tf.reduce_mean(tf.exp(log_alpha) * tf.stop_gradient(logp + entropy_goal))
print("q", float(tf.reduce_mean(q)))
