# source: https://github.com/tensorflow/tensorflow/issues/41528
# target: loss
# sources: tau_logits, cos_kernel, target_head, kappa
# expect: {"tau_logits": "ok", "cos_kernel": "ok", "target_head": "stop_gradient", "kappa": "registered_not_differentiable"}
# culprit: {"target_head": 6, "kappa": 8}
# notes: Implicit quantile network: the indicator u < 0 is harmless (the quantiles multiply it), the target network is detached, and the Huber width is used in a condition only.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(3)
def var(*shape):
    return tf.Variable(rng.normal(size=shape).astype("float32"))
tau_logits, cos_kernel, head, target_head = var(5), var(6, 4), var(4, 1), var(3, 2)
kappa = tf.Variable(1.0)
body = tf.constant(rng.normal(size=(3, 4)).astype("float32"))
state, next_state = tf.ones([2, 3]) * 0.3, tf.ones([2, 3]) * -0.2
reward = tf.constant([[1.0], [0.0]])
# --- cell ---
taus = tf.sigmoid(tau_logits)
waves = tf.cos(np.pi * tf.range(6, dtype=tf.float32) * taus[:, None])
phi = tf.nn.elu(waves @ cos_kernel)
quantiles = tf.squeeze((tf.nn.tanh(state @ body)[:, None, :] * phi) @ head, -1)
best = tf.reduce_max(next_state @ target_head, axis=1, keepdims=True)
u = tf.stop_gradient(reward + 0.9 * best) - quantiles
below = tf.cast(u < 0.0, tf.float32)
huber = tf.where(tf.abs(u) <= kappa, 0.5 * u ** 2, tf.abs(u) - 0.5)
loss = tf.reduce_mean(tf.abs(taus - below) * huber)
