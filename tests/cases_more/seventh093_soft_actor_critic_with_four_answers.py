# source: constructed (soft actor-critic update in one cell)
# target: actor_loss
# sources: mean_kernel, log_std_kernel, critic_kernel, log_alpha, target_entropy
# expect: {"mean_kernel": "ok", "log_std_kernel": "ok", "critic_kernel": "ok", "log_alpha": "stop_gradient", "target_entropy": "not_connected"}
# culprit: {"log_alpha": 7, "target_entropy": 9}
# notes: The reparametrised action keeps the actor connected through the squashing; the temperature is detached in the actor's loss and the wanted entropy belongs to the temperature's loss.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(68)
def var(*shape):
    return tf.Variable(0.3 * rng.normal(size=shape).astype("float32"))
mean_kernel, log_std_kernel, critic_kernel = var(3, 2), var(3, 2), var(5, 1)
log_alpha, target_entropy = tf.Variable(-1.0), tf.Variable(-2.0)
s = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
# --- cell ---
mean, log_std = s @ mean_kernel, tf.clip_by_value(s @ log_std_kernel, -5.0, 2.0)
noise = tf.random.stateless_normal(mean.shape, [9, 9])
raw = mean + tf.exp(log_std) * noise
action = tf.tanh(raw)
logp = tf.reduce_sum(-0.5 * noise ** 2 - log_std - tf.math.log(1.0 - action ** 2 + 1e-6), axis=1)
q = tf.concat([s, action], axis=1) @ critic_kernel
alpha = tf.stop_gradient(tf.exp(log_alpha))
alpha_loss = -tf.reduce_mean(log_alpha * tf.stop_gradient(logp + target_entropy))
actor_loss = tf.reduce_mean(alpha * logp - q[:, 0])
