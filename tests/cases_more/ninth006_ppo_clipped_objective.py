# source: https://github.com/guevara/read-it-later/issues/4912
# target: loss
# sources: pi_w, v_w, log_std
# expect: {"pi_w": "ok", "v_w": "stop_gradient", "log_std": "ok"}
# culprit: {"v_w": 2}
# notes: PPO surrogate with a Gaussian policy. The clip and the minimum are harmless; the value net enters only through the advantage, which is frozen on purpose.
# --- setup ---
import math
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(7)
obs = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
acts = tf.constant(rng.normal(size=(6, 2)).astype("float32"))
returns = tf.constant(rng.normal(size=(6,)).astype("float32"))
old_logp = tf.constant(rng.normal(size=(6,)).astype("float32") - 2.0)
pi_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32") * 0.1)
log_std = tf.Variable([-0.5, -0.5])
v_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))

def gaussian_logp(x, mu, log_std):
    pre = -0.5 * (((x - mu) / tf.exp(log_std)) ** 2 + 2 * log_std + math.log(2 * math.pi))
    return tf.reduce_sum(pre, axis=-1)
# --- cell ---
values = tf.squeeze(obs @ v_w, -1)
adv = tf.stop_gradient(returns - values)
adv = (adv - tf.reduce_mean(adv)) / (tf.math.reduce_std(adv) + 1e-8)
ratio = tf.exp(gaussian_logp(acts, obs @ pi_w, log_std) - old_logp)
clipped = tf.clip_by_value(ratio, 0.8, 1.2)
loss = -tf.reduce_mean(tf.minimum(ratio * adv, clipped * adv))
