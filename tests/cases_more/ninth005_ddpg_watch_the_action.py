# source: https://github.com/Dekki-Aero/DDPG/issues/2
# target: actor_loss
# sources: a, actor_kernel, critic_kernel, states
# expect: {"a": "ok", "actor_kernel": "ok", "critic_kernel": "ok", "states": "not_watched"}
# notes: The action is watched after it was computed; that does not cut the actor off, and dQ/da is available too.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
actor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(1, activation="tanh")])
s_in, a_in = keras.Input((3,)), keras.Input((1,))
critic = keras.Model([s_in, a_in], keras.layers.Dense(1)(keras.layers.Dense(6, activation="elu")(keras.layers.Concatenate()([s_in, a_in]))))
actor_kernel = actor.layers[-1].kernel
critic_kernel = critic.layers[-1].kernel
states = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
# --- cell ---
a = actor(states)
tape.watch(a)
q = critic([states, a])
actor_loss = -tf.reduce_mean(q)
