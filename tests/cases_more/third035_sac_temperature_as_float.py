# source: constructed (soft actor-critic with automatic temperature)
# target: policy_loss
# sources: policy_w, log_alpha, q_w
# expect: {"policy_w": "ok", "log_alpha": "left_tensorflow", "q_w": "ok"}
# culprit: {"log_alpha": 2}
# notes: The temperature is turned into a Python float before it multiplies the entropy; the same call in the print is harmless.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
policy_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
q_w = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
log_alpha = tf.Variable(-1.0)
obs = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
eps = tf.constant(rng.normal(size=(6, 1)).astype("float32"))
def act(o):
    mean, log_std = tf.split(o @ policy_w, 2, axis=1)
    raw = mean + tf.exp(log_std) * eps
    logp = -0.5 * eps ** 2 - log_std - tf.math.log(1.0 - tf.tanh(raw) ** 2 + 1e-6)
    return tf.tanh(raw), logp
# --- cell ---
action, logp = act(obs)
alpha = float(tf.exp(log_alpha))
q = tf.concat([obs, action], axis=1) @ q_w
policy_loss = tf.reduce_mean(alpha * logp - q)
print("alpha", alpha, "entropy", float(-tf.reduce_mean(logp)))
