# source: https://github.com/Dekki-Aero/DDPG/issues/2
# target: surrogate
# sources: actor_kernel, critic_kernel, noise_scale, temperature
# expect: {"actor_kernel": "ok", "critic_kernel": "stop_gradient", "noise_scale": "not_connected", "temperature": "ok"}
# culprit: {"critic_kernel": 7, "noise_scale": 8}
# notes: The chain rule by hand: the critic's slope at the action multiplies the action; the exploration noise goes to the environment only.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(13)
actor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="tanh")])
critic = keras.Sequential([keras.Input((5,)), keras.layers.Dense(6, activation="tanh"), keras.layers.Dense(1)])
actor_kernel, critic_kernel = actor.layers[0].kernel, critic.layers[0].kernel
noise_scale, temperature = tf.Variable(0.2), tf.Variable(1.5)
states = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))
sent = []
# --- cell ---
a = actor(states)
sent.append(a + noise_scale * tf.random.stateless_normal([4, 2], [0, 1]))
with tf.GradientTape() as q_tape:
    q_tape.watch(a)
    q = critic(tf.concat([states, a], axis=1))
dq_da = q_tape.gradient(q, a)
weight = -tf.stop_gradient(dq_da) / temperature
surrogate = tf.reduce_sum(weight * a)
