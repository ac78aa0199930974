# source: constructed
# target: ppo_loss
# sources: actor_w, critic_w, log_std
# expect: {"actor_w": "ok", "critic_w": "computed_before_tape", "log_std": "ok"}
# culprit: {"critic_w": 3}
# notes: PPO update: the advantages come from the rollout, before the tape; the policy is evaluated again.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
actor_w = tf.Variable(rng.normal(size=(4, 2)).astype("float32") * 0.1)
critic_w = tf.Variable(rng.normal(size=(4, 1)).astype("float32") * 0.1)
log_std = tf.Variable([-0.5, -0.5])
obs = tf.constant(rng.normal(size=(16, 4)).astype("float32"))

def log_prob(o, a):
    z = (a - tf.tanh(o @ actor_w)) / tf.exp(log_std)
    return tf.reduce_sum(-0.5 * z ** 2 - log_std, axis=-1)

def collect():
    """one rollout: actions, behaviour log-probs, advantages"""
    acts = tf.tanh(obs @ actor_w) + tf.exp(log_std) * rng.normal(size=(16, 2)).astype("float32")
    returns = tf.constant(rng.random((16,)).astype("float32"))
    return acts, log_prob(obs, acts), returns - tf.squeeze(obs @ critic_w, -1)

acts, old_logp, adv = collect()
# --- cell ---
ratio = tf.exp(log_prob(obs, acts) - old_logp)
clipped = tf.clip_by_value(ratio, 0.8, 1.2)
surrogate = tf.minimum(ratio * adv, clipped * adv)
ppo_loss = -tf.reduce_mean(surrogate)
