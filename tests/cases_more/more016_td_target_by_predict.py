# source: constructed (double Q-learning with Keras models)
# target: td_loss
# sources: online_kernel, frozen_kernel
# expect: {"online_kernel": "ok", "frozen_kernel": "left_tensorflow"}
# culprit: {"frozen_kernel": 1}
# notes: predict_on_batch of the second network is usual and harmless for the online network; its own weights are cut off.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
keras.utils.set_random_seed(4)
def q_net():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(6, activation="relu"), keras.layers.Dense(2)])
online, frozen = q_net(), q_net()
online_kernel, frozen_kernel = online.layers[0].kernel, frozen.layers[0].kernel
rng = np.random.default_rng(2)
states, next_states = rng.normal(size=(2, 4, 3)).astype("float32")
rewards = tf.constant([1.0, 0.0, 0.5, -1.0])
actions = tf.constant([0, 1, 1, 0])
# --- cell ---
best_next = frozen.predict_on_batch(next_states).max(axis=1)
wanted = rewards + 0.9 * best_next
q_taken = tf.reduce_sum(online(states) * tf.one_hot(actions, 2), axis=1)
td_loss = tf.reduce_mean(tf.square(wanted - q_taken))
