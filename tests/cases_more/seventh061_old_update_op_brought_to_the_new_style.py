# source: https://github.com/tensorflow/tensorflow/issues/47387
# target: loss
# sources: policy, value, entropy_coef
# expect: {"policy": "replaced_by_tensor", "value": "ok", "entropy_coef": "left_tensorflow"}
# culprit: {"entropy_coef": 7, "policy": 9}
# notes: A clipped update taken over from session code is written as an assignment to the name, after the loss has read the variable.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(34)
policy = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
value = tf.Variable(rng.normal(size=(4, 1)).astype("float32"))
entropy_coef = tf.Variable(0.01)
obs = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
acts = tf.constant([0, 2, 1, 1, 0])
rets = tf.constant(rng.normal(size=(5, 1)).astype("float32"))
# --- cell ---
logp = tf.nn.log_softmax(obs @ policy)
critic = obs @ value
adv = tf.stop_gradient(rets - critic)
pg = -tf.reduce_mean(tf.gather(logp, acts, batch_dims=1)[:, None] * adv)
entropy = -tf.reduce_mean(tf.reduce_sum(tf.exp(logp) * logp, axis=1))
vf = tf.reduce_mean((rets - critic) ** 2)
loss = pg + 0.5 * vf - entropy_coef.numpy() * entropy
update = tf.clip_by_norm(tf.reduce_mean(adv) * tf.ones_like(policy), 0.5)
policy = policy - 0.01 * update
