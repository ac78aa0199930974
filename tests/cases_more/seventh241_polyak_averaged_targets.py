# source: https://keras.io/examples/rl/ddpg_pendulum/ (constructed on)
# target: target_loss
# sources: online_critic, tau, online_actor, target_critic, gamma
# expect: {"online_critic": "stateful_op", "tau": "stateful_op", "online_actor": "wrong_object", "target_critic": "ok", "gamma": "left_tensorflow"}
# culprit: {"online_critic": 1, "tau": 1, "online_actor": 2, "gamma": 4}
# notes: The critic's target is updated in this cell with assign, the actor's target was copied when it was built and is not updated at all.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
make = lambda *s: tf.Variable(rng.normal(size=s).astype("float32"))
online_actor, online_critic = make(3, 1), make(4, 1)
target_actor, target_critic = tf.Variable(online_actor), tf.Variable(online_critic)
tau, gamma = tf.Variable(0.05), tf.Variable(0.99)
states = tf.constant(rng.normal(size=(6, 3)).astype("float32"))
rewards = tf.constant(rng.random((6, 1)).astype("float32"))
# --- cell ---
target_critic.assign(tau * online_critic + (1.0 - tau) * target_critic)
actions = tf.tanh(states @ target_actor)
q = tf.concat([states, actions], axis=1) @ target_critic
backup = rewards + gamma.numpy() * q
target_loss = tf.reduce_mean(backup ** 2)
