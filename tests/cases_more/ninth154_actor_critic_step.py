# source: constructed
# target: loss
# sources: actor, critic, env_bias, entropy_w
# expect: {"actor": "ok", "critic": "stop_gradient", "env_bias": "left_tensorflow", "entropy_w": "ok"}
# culprit: {"critic": 4, "env_bias": 3}
# notes: The actor learns by the log-probability although its action is sampled; the critic only enters a detached advantage; the environment is NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf

actor = tf.Variable([[0.2, -0.3], [0.5, 0.1]])
critic = tf.Variable([[0.4], [0.6]])
env_bias = tf.Variable(0.7)
entropy_w = tf.Variable(0.01)
obs = tf.constant([[1.0, 0.5], [0.2, -1.0]])
def env_step(actions):
    return (np.asarray(actions) * env_bias.numpy() + 1.0).astype("float32")
# --- cell ---
logp = tf.nn.log_softmax(obs @ actor)
acts = tf.random.stateless_categorical(logp, 1, seed=[3, 9])[:, 0]
reward = env_step(acts)
advantage = tf.stop_gradient(reward - tf.squeeze(obs @ critic, -1))
picked = tf.gather(logp, acts, axis=1, batch_dims=1)
loss = -tf.reduce_mean(picked * advantage) + entropy_w * tf.reduce_mean(tf.reduce_sum(tf.exp(logp) * logp, -1))
