# source: constructed (proximal policy optimisation)
# target: loss
# sources: pi_w, v_w, log_std, ent_coef
# expect: {"pi_w": "ok", "v_w": "left_tensorflow", "log_std": "ok", "ent_coef": "not_taken_branch"}
# culprit: {"v_w": 2, "ent_coef": 7}
# notes: The critic enters only through advantages that are normalised in NumPy; the entropy bonus is switched off; the clipping and the old log-probabilities are harmless.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
pi_w = tf.Variable(0.3 * rng.normal(size=(3, 1)).astype("float32"))
v_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
log_std = tf.Variable([-0.5])
ent_coef = tf.Variable(0.01)
obs = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
actions = tf.constant(rng.normal(size=(6, 1)).astype("float32"))
returns = tf.constant(rng.normal(size=(6, 1)).astype("float32"))
def log_prob(a):
    z = (a - obs @ pi_w) / tf.exp(log_std)
    return -0.5 * z ** 2 - log_std
old_logp = log_prob(actions) - 0.05
cfg = {"clip": 0.2, "entropy": False}
# --- cell ---
values = obs @ v_w
adv = (returns - values).numpy()
adv = (adv - adv.mean()) / (adv.std() + 1e-8)
ratio = tf.exp(log_prob(actions) - old_logp)
clipped = tf.clip_by_value(ratio, 1 - cfg["clip"], 1 + cfg["clip"])
loss = -tf.reduce_mean(tf.minimum(ratio * adv, clipped * adv))
if cfg["entropy"]:
    loss -= ent_coef * tf.reduce_sum(log_std)
