# source: https://github.com/tensorflow/tensorflow/issues/43065
# target: actor_loss
# sources: actor_kernel, critic_kernel
# expect: {"actor_kernel": "left_tensorflow", "critic_kernel": "stop_gradient"}
# culprit: {"actor_kernel": 2, "critic_kernel": 4}
# notes: DDPG learn step: the actor's action passes an environment bound in NumPy; from there one way goes on to the cost (one break), the other through the detached critic (two).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(4)
actor = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="tanh")])
critic = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
actor_kernel, critic_kernel = actor.layers[0].kernel, critic.layers[0].kernel
states = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
low, high = -0.7, 0.7
log_alpha = tf.Variable(0.0)
# --- cell ---
new_actions = actor(states)
bounded = np.minimum(np.maximum(new_actions, low), high)
value = critic(tf.concat([states, bounded], axis=1))
frozen_value = tf.stop_gradient(value)
cost = tf.exp(log_alpha) * tf.reduce_mean(tf.square(bounded))
actor_loss = cost - tf.reduce_mean(frozen_value)
