# source: https://www.tensorflow.org/tutorials/reinforcement_learning/actor_critic
# target: actor_loss
# sources: actor, critic, gravity, discount
# expect: {"actor": "ok", "critic": "stop_gradient", "gravity": "left_tensorflow", "discount": "ok"}
# culprit: {"critic": 14, "gravity": 7}
# notes: The environment runs behind tf.numpy_function, so its physics is lost; the advantage is detached for the actor's loss.
# --- setup ---
import numpy as np
import tensorflow as tf

tf.random.set_seed(1)
rng = np.random.default_rng(6)
actor = tf.Variable(rng.normal(size=(2, 2)).astype("float32"))
critic = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
gravity, discount = tf.Variable(9.8), tf.Variable(0.95)
def env_step(s, a, g):
    nxt = 0.9 * s + np.float32(0.1) * np.array([a * 2.0 - 1.0, -g / 9.8], "float32")
    return nxt.astype("float32"), np.float32(1.0 - abs(nxt[0]))
def tf_env_step(s, a):
    return tf.numpy_function(env_step, [s, tf.cast(a, tf.float32), gravity], [tf.float32, tf.float32])
# --- cell ---
obs, log_probs, values, rewards = tf.constant([0.1, 0.3]), [], [], []
for _ in range(4):
    logits = obs[None] @ actor
    act = tf.random.categorical(logits, 1)[0, 0]
    log_probs.append(tf.nn.log_softmax(logits)[0, act])
    values.append((obs[None] @ critic)[0, 0])
    obs, reward = tf_env_step(obs, act)
    obs.set_shape([2])
    rewards.append(reward)
returns, total = [], tf.constant(0.0)
for r in reversed(rewards):
    total = r + discount * total
    returns.insert(0, total)
advantage = tf.stack(returns) - tf.stop_gradient(values)
actor_loss = -tf.reduce_sum(tf.stack(log_probs) * advantage)
