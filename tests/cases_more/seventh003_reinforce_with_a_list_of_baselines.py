# source: https://github.com/rlcode/reinforcement-learning/issues/104
# target: loss
# sources: policy_kernel, value_kernel, reward_scale
# expect: {"policy_kernel": "ok", "value_kernel": "left_tensorflow", "reward_scale": "ok"}
# culprit: {"value_kernel": 4}
# notes: The discounted returns are made in Python from numbers (harmless), but so are the baselines that are subtracted from them.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(4)
policy = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
critic = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
policy_kernel, policy_bias = policy.layers[0].kernel, policy.layers[0].bias
value_kernel = critic.layers[0].kernel
reward_scale = tf.Variable(0.5)
rng = np.random.default_rng(4)
episode = [(rng.normal(size=4).astype("float32"), int(rng.integers(2)), 1.0) for _ in range(5)]
def discounted(rewards, gamma=0.9):
    out, run = [], 0.0
    for r in reversed(rewards):
        run = r + gamma * run
        out.insert(0, run)
    return out
# --- cell ---
states = tf.stack([s for s, _, _ in episode])
actions = [a for _, a, _ in episode]
returns = discounted([r for _, _, r in episode])
baselines = [float(critic(s[None])[0, 0]) for s, _, _ in episode]
gains = [reward_scale * g - b for g, b in zip(returns, baselines)]
log_p = tf.nn.log_softmax(policy(states))
picked = tf.reduce_sum(log_p * tf.one_hot(actions, 2), axis=1)
print("mean return", np.mean(returns))
loss = -tf.reduce_sum(picked * tf.stack(gains))
