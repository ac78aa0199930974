# source: https://github.com/tensorflow/tensorflow/issues/48547
# target: actor_loss
# sources: trunk_kernel, policy_kernel, value_kernel
# expect: {"trunk_kernel": "ok", "policy_kernel": "ok", "value_kernel": "not_connected"}
# culprit: {"value_kernel": 6}
# notes: One model with two heads; the advantage is taken from the replay, so the value head's output is unused.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(4)
obs_in = keras.Input((4,))
trunk = keras.layers.Dense(6, activation="tanh", name="trunk")
h = trunk(obs_in)
policy, value = keras.layers.Dense(2, name="policy"), keras.layers.Dense(1, name="value")
agent = keras.Model(obs_in, [policy(h), value(h)])
trunk_kernel, policy_kernel, value_kernel = trunk.kernel, policy.kernel, value.kernel
rng = np.random.default_rng(0)
obs = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
taken = tf.constant([0, 1, 1, 0, 1])
advantages = rng.normal(size=5).astype("float32")
# --- cell ---
logits, values = agent(obs)
mean_value = np.mean(values.numpy())
log_pi = tf.nn.log_softmax(logits)
chosen = tf.reduce_sum(log_pi * tf.one_hot(taken, 2), axis=1)
print(f"baseline would be {mean_value:.3f}")
actor_loss = -tf.reduce_mean(chosen * advantages)
