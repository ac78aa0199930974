# source: constructed on a guide
# target: td_error
# sources: online_w, target_w, gamma
# expect: {"online_w": "wrong_object", "target_w": "ok", "gamma": "ok"}
# culprit: {"online_w": 1}
# notes: The Q-value is computed with the deep copy by mistake.
# --- setup ---
import numpy as np
import tensorflow as tf
import copy

class Agent(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[0.2], [0.7], [-0.1]])
    def value(self, s):
        return tf.squeeze(s @ self.w, -1)

agent = Agent()
frozen = copy.deepcopy(agent)
online_w, target_w = agent.w, frozen.w
gamma = tf.Variable(0.9)
s = tf.constant([[1.0, 0.0, 2.0], [0.5, 0.5, 0.5]])
s2 = tf.constant([[0.0, 1.0, 1.0], [0.1, 0.9, 0.3]])
r = tf.constant([1.0, 0.0])
# --- cell ---
q = frozen.value(s)
q_next = frozen.value(s2)
td_error = tf.reduce_mean(tf.square(r + gamma * q_next - q))
