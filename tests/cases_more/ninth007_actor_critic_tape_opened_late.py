# source: https://github.com/keras-team/keras-io/issues/406
# target: total
# sources: policy_kernel, baseline
# expect: {"policy_kernel": "computed_before_tape", "baseline": "ok"}
# culprit: {"policy_kernel": 8}
# notes: The episode was rolled out in an earlier cell; only the loss is computed under the tape, from a list of log-probabilities that nobody recorded.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(12)
policy = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(2, activation="softmax")])
policy_kernel = policy.layers[0].kernel
baseline = tf.Variable(0.2)
rng = np.random.default_rng(1)
action_probs_history, rewards_history = [], []
state = rng.normal(size=(1, 4)).astype("float32")
for _ in range(5):
    probs = policy(state)
    action = rng.choice(2, p=np.asarray(probs[0], "float64") / np.asarray(probs[0], "float64").sum())
    action_probs_history.append(tf.math.log(probs[0, action]))
    rewards_history.append(1.0)
    state = (state + rng.normal(size=(1, 4)) * 0.1).astype("float32")
# --- cell ---
returns, running = [], 0.0
for r in reversed(rewards_history):
    running = r + 0.99 * running
    returns.insert(0, running)
actor_losses, critic_losses = [], []
for log_prob, ret in zip(action_probs_history, returns):
    diff = ret - baseline
    actor_losses.append(-log_prob * diff)
    critic_losses.append(tf.square(diff))
total = sum(actor_losses) + sum(critic_losses)
