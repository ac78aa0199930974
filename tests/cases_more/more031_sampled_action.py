# source: constructed (reward of a sampled action)
# target: expected
# sources: logits, reward
# expect: {"logits": "registered_not_differentiable", "reward": "ok"}
# culprit: {"logits": 1}
# notes: Sampling an action has no gradient; the log-probability of the action was forgotten.
# --- setup ---
import tensorflow as tf

logits = tf.Variable([[0.1, 0.7, -0.2], [1.0, 0.0, 0.5]])
reward = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
action = tf.random.categorical(logits, 1, seed=5)
expected = tf.reduce_mean(tf.gather(reward, action))
