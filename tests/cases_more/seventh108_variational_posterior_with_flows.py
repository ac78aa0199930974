# source: constructed (planar flows in a variational autoencoder)
# target: neg_elbo
# sources: enc, flow_u, flow_gate, obs_noise, kl_weight
# expect: {"enc": "ok", "flow_u": "ok", "flow_gate": "registered_not_differentiable", "obs_noise": "not_trainable", "kl_weight": "computed_before_tape"}
# culprit: {"flow_gate": 5, "kl_weight": 12}
# notes: A planar layer whose strength is decided by a draw made from its gate; the warm-up weight was turned into a tensor by the scheduler.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(79)
enc = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
flow_u = tf.Variable(rng.normal(size=(2,)).astype("float32"))
flow_gate = tf.Variable([0.5])
obs_noise = tf.Variable(0.5, trainable=False)
kl_weight = tf.Variable(0.0)
warm = tf.sigmoid(kl_weight)
x = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
# --- cell ---
mean = x @ enc
z = mean + 0.3 * tf.random.stateless_normal(mean.shape, [1, 4])
log_det = tf.zeros([4])
logit = tf.concat([tf.zeros_like(flow_gate), flow_gate], axis=0)
switch = tf.random.categorical(logit[None], 1, seed=2)[0, 0]
mix = 0.5 + 0.5 * tf.cast(switch, tf.float32)
hidden = tf.tanh(tf.reduce_sum(z, axis=1, keepdims=True))
z = z + mix * flow_u * hidden
log_det += tf.math.log(tf.abs(1.0 + mix * tf.reduce_sum(flow_u) * (1.0 - hidden[:, 0] ** 2)) + 1e-6)
recon = tf.reduce_mean(((tf.matmul(z, enc, transpose_b=True) - x) / obs_noise) ** 2)
kl = tf.reduce_mean(0.5 * tf.reduce_sum(mean ** 2, axis=1) - log_det)
neg_elbo = recon + warm * kl
