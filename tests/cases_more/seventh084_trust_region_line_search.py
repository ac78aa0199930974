# source: https://github.com/tensorforce/tensorforce/issues/915
# target: surrogate
# sources: theta, step_size, old_theta, max_kl
# expect: {"theta": "ok", "step_size": "left_tensorflow", "old_theta": "stop_gradient", "max_kl": "registered_not_differentiable"}
# culprit: {"old_theta": 1, "step_size": 2, "max_kl": 6}
# notes: A backtracking line search: the limit is only compared, the accepted step is a Python number, the old policy is detached.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(61)
theta = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
old_theta = tf.Variable(theta.numpy() + 0.05)
step_size, max_kl = tf.Variable(0.8), tf.Variable(0.05)
direction = tf.constant(rng.normal(size=(3, 2)).astype("float32"))
obs = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
gain = tf.constant(rng.normal(size=(5,)).astype("float32"))
acts = tf.constant([0, 1, 1, 0, 1])
# --- cell ---
old_logp = tf.stop_gradient(tf.nn.log_softmax(obs @ old_theta))
fraction = float(step_size)
for _ in range(8):
    logp = tf.nn.log_softmax(obs @ (theta + fraction * direction))
    kl = tf.reduce_mean(tf.reduce_sum(tf.exp(old_logp) * (old_logp - logp), axis=1))
    if kl <= max_kl:
        break
    fraction = fraction * 0.5
ratio = tf.exp(tf.gather(logp - old_logp, acts, batch_dims=1))
surrogate = tf.reduce_mean(ratio * gain)
