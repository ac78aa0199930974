# source: constructed on a guide
# target: loss
# sources: pi_old_kernel, pi_kernel, clip_eps
# expect: {"pi_old_kernel": "computed_before_tape", "pi_kernel": "ok", "clip_eps": "ok"}
# culprit: {"pi_old_kernel": 3}
# notes: PPO with two networks from one factory; the ratio's old log-probs were stored as arrays from the old network, only the new one is run.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
def make_pi():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(6, activation="tanh"), keras.layers.Dense(2)])
keras.utils.set_random_seed(0)
pi_old, pi = make_pi(), make_pi()
pi.set_weights(pi_old.get_weights())
rng = np.random.default_rng(0)
obs = rng.normal(size=(6, 3)).astype("float32")
act = rng.integers(0, 2, 6)
logp0 = tf.gather(tf.nn.log_softmax(pi_old(obs)), act, batch_dims=1)
rollout = {"obs": obs, "act": act, "logp": logp0, "adv": rng.normal(size=6).astype("float32")}
pi_old_kernel, pi_kernel = pi_old.layers[0].kernel, pi.layers[0].kernel
clip_eps = tf.Variable(0.01)
# --- cell ---
logits = pi(rollout["obs"]) * 1.3
new_logp = tf.gather(tf.nn.log_softmax(logits), rollout["act"], batch_dims=1)
old_logp = rollout["logp"]
ratio = tf.exp(new_logp - old_logp)
clipped = tf.clip_by_value(ratio, 1 - clip_eps, 1 + clip_eps)
adv = rollout["adv"]
adv = (adv - adv.mean()) / (adv.std() + 1e-8)
surrogate = tf.minimum(ratio * adv, clipped * adv)
loss = -tf.reduce_mean(surrogate)
print("clip frac", np.mean(np.abs(ratio.numpy() - 1) > float(clip_eps)))
