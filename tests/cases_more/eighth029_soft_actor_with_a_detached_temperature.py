# source: constructed (soft actor-critic)
# target: actor_loss
# sources: mean_head, std_head, log_alpha, q_one, q_two
# expect: {"mean_head": "ok", "std_head": "ok", "log_alpha": "stop_gradient", "q_one": "ok", "q_two": "ok"}
# culprit: {"log_alpha": 5}
# notes: Squashed reparametrised action and the minimum of two critics are all differentiable; the temperature is detached when its property is read.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

rng = np.random.default_rng(829)
class Agent:
    def __init__(self):
        self.mean_head, self.std_head = (tf.Variable(rng.normal(size=(4, 2)).astype("float32")) for _ in range(2))
        self.q_one, self.q_two = (tf.Variable(rng.normal(size=(6, 1)).astype("float32")) for _ in range(2))
        self.log_alpha = tf.Variable(-1.0)
    @property
    def alpha(self):
        return keras.ops.stop_gradient(keras.ops.exp(self.log_alpha))
    def act(self, s):
        mean, log_std = s @ self.mean_head, tf.clip_by_value(s @ self.std_head, -5.0, 2.0)
        noise = tf.random.stateless_normal(mean.shape, [8, 29])
        u = mean + tf.exp(log_std) * noise
        logp = tf.reduce_sum(-0.5 * noise ** 2 - log_std - tf.math.log(1.001 - tf.tanh(u) ** 2), axis=1)
        return tf.tanh(u), logp
agent = Agent()
mean_head, std_head, q_one, q_two, log_alpha = agent.mean_head, agent.std_head, agent.q_one, agent.q_two, agent.log_alpha
s = tf.constant(rng.normal(size=(5, 4)).astype("float32"))
# --- cell ---
action, logp = agent.act(s)
both = tf.concat([s, action], axis=1)
q = tf.minimum(*(tf.sin(both @ k) for k in (q_one, q_two)))
actor_loss = tf.reduce_mean(
    agent.alpha * logp - tf.squeeze(q, -1))
