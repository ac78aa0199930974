# source: constructed (code as an engineer structures it)
# target: td_loss
# sources: online_kernel, target_kernel, gamma
# expect: {"online_kernel": "ok", "target_kernel": "stop_gradient", "gamma": "stop_gradient"}
# culprit: {"target_kernel": 2, "gamma": 2}
# notes: A decorator detaches whatever the decorated method returns, here the bootstrapped value of the target network.
# --- setup ---
from functools import wraps
import tensorflow as tf

def detached(method):
    @wraps(method)
    def wrapper(*args, **kwargs):
        return tf.nest.map_structure(tf.stop_gradient, method(*args, **kwargs))
    return wrapper

class Agent:
    def __init__(self):
        self.online = tf.Variable([[0.2, -0.1], [0.5, 0.4]])
        self.target = tf.Variable([[0.1, 0.3], [-0.2, 0.6]])
        self.gamma = tf.Variable(0.95)

    def q(self, state):
        return state @ self.online

    @detached
    def backup(self, reward, state):
        q_next = state @ self.target
        return {"value": reward + self.gamma * tf.reduce_max(q_next, axis=-1)}

agent = Agent()
online_kernel, target_kernel, gamma = agent.online, agent.target, agent.gamma
state, after = tf.constant([[1.0, 0.5]]), tf.constant([[0.3, -0.2]])
# --- cell ---
q = agent.q(state)[:, 0]
goal = agent.backup(tf.constant([1.0]), after)["value"]
td_loss = tf.reduce_mean(tf.square(goal - q))
