# source: https://github.com/tensorflow/tensorflow/issues/43065
# target: actor_loss
# sources: actor_kernel, critic_state_kernel, critic_action_kernel
# expect: {"actor_kernel": "not_connected", "critic_state_kernel": "ok", "critic_action_kernel": "ok"}
# culprit: {"actor_kernel": 3}
# notes: DDPG: the fresh actions are computed, but the critic is fed with the actions of the replay buffer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
class Critic(keras.Model):
    def __init__(self):
        super().__init__()
        self.from_state, self.from_action = keras.layers.Dense(8), keras.layers.Dense(8, use_bias=False)
        self.q = keras.layers.Dense(1)
    def call(self, state, action):
        return self.q(tf.nn.relu(self.from_state(state) + self.from_action(action)))
actor, critic = keras.layers.Dense(2, activation="tanh"), Critic()
rng = np.random.default_rng(0)
batch = {"states": rng.normal(size=(8, 3)).astype("float32"), "actions": rng.uniform(-1, 1, (8, 2)).astype("float32")}
critic(batch["states"], actor(batch["states"]))
actor_kernel = actor.kernel
critic_state_kernel, critic_action_kernel = critic.from_state.kernel, critic.from_action.kernel
# --- cell ---
new_actions = actor(batch["states"])
q_values = critic(batch["states"], batch["actions"])
actor_loss = -tf.reduce_mean(q_values)
