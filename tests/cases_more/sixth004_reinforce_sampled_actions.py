# source: constructed on a guide
# target: loss
# sources: policy_kernel, baseline, value_kernel
# expect: {"policy_kernel": "ok", "baseline": "stop_gradient", "value_kernel": "stop_gradient"}
# culprit: {"baseline": 7, "value_kernel": 7}
# notes: The action is sampled, yet log_prob keeps the policy connected; the advantage is stopped.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(5)
N_ACTIONS, GAMMA = 3, 0.9
policy = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(N_ACTIONS)])
critic = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
policy_kernel = policy.layers[0].kernel
value_kernel = critic.layers[0].kernel
baseline = tf.Variable(0.2)
states = tf.constant(np.random.default_rng(0).normal(size=(6, 4)).astype("float32"))
rewards = [1.0, 0.0, 0.0, 1.0, 0.0, 2.0]
def discount(rs, gamma):
    out, acc = [], 0.0
    for r in reversed(rs):
        acc = r + gamma * acc
        out.append(acc)
    return np.array(out[::-1], dtype="float32")
# --- cell ---
logits = policy(states)
actions = tf.random.categorical(logits, 1)[:, 0]
log_p = tf.nn.log_softmax(logits)
picked = tf.gather(log_p, actions, batch_dims=1)
returns = discount(rewards, GAMMA)
v = tf.squeeze(critic(states), -1) + baseline
advantage = tf.stop_gradient(returns - v)
entropy = -tf.reduce_sum(tf.exp(log_p) * log_p, axis=-1)
loss = -tf.reduce_mean(picked * advantage + 0.01 * entropy)
print("mean return", returns.mean(), "actions", actions.numpy())
