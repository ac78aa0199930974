# source: https://github.com/tensorflow/tensorflow/issues/43065
# target: actor_loss
# sources: actor_w, critic_w
# expect: {"actor_w": "left_tensorflow", "critic_w": "ok"}
# culprit: {"actor_w": 4}
# notes: The replay memory keeps arrays, so the actor is cut off where its action is stored.
# --- setup ---
import numpy as np
import tensorflow as tf
class Memory:
    def __init__(self):
        self.states, self.actions = [], []
    def add(self, state, action):
        self.states.append(np.array(state))
        self.actions.append(np.array(action))
    def batch(self):
        return tf.constant(np.stack(self.states)), tf.constant(np.stack(self.actions))
actor_w = tf.Variable([[0.4], [-0.3]])
critic_w = tf.Variable([[0.5], [0.2], [1.0]])
stream = tf.constant([[0.1, 0.9], [0.5, 0.2], [0.7, 0.7]])
memory = Memory()
# --- cell ---
for t in range(3):
    state = stream[t]
    action = tf.tanh(state[None] @ actor_w)[0]
    memory.add(state, action)
states, actions = memory.batch()
q = tf.concat([states, actions], axis=1) @ critic_w
actor_loss = -tf.reduce_mean(q)
