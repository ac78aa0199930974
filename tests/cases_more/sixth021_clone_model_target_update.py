# source: constructed on a guide
# target: actor_loss
# sources: actor_kernel, q_kernel, log_alpha
# expect: {"actor_kernel": "ok", "q_kernel": "wrong_object", "log_alpha": "ok"}
# culprit: {"q_kernel": 7}
# notes: The actor loss uses the cloned target critic; the source is the online critic's kernel.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(1)
actor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(2)])
q_net = keras.Sequential([keras.Input((5,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1)])
q_target = keras.models.clone_model(q_net)
q_target.set_weights(q_net.get_weights())
actor_kernel, q_kernel = actor.layers[0].kernel, q_net.layers[0].kernel
log_alpha = tf.Variable(-1.0)
obs = tf.constant(np.random.default_rng(0).normal(size=(7, 3)).astype("float32"))
# --- cell ---
mean = actor(obs)
eps = tf.random.stateless_normal(tf.shape(mean), seed=[1, 2])
std = 0.3
raw = mean + std * eps
act = tf.tanh(raw)
logp = tf.reduce_sum(-0.5 * eps ** 2 - np.log(std) - tf.math.log(1 - act ** 2 + 1e-6), axis=1)
q = tf.squeeze(q_target(tf.concat([obs, act], 1)), 1)
alpha = tf.exp(log_alpha)
actor_loss = tf.reduce_mean(alpha * logp - q)
print("q", q.numpy().mean(), "entropy", -logp.numpy().mean())
