# source: https://github.com/google-deepmind/distrax/issues/323
# target: regret
# sources: preferences, payoff, cost
# expect: {"preferences": "registered_not_differentiable", "payoff": "ok", "cost": "ok"}
# culprit: {"preferences": 1}
# notes: REINFORCE without the log-probability: the payoff of the sampled arm depends on the policy only through an integer draw.
# --- setup ---
import tensorflow as tf
preferences = tf.Variable([0.1, 0.0, -0.3])
payoff = tf.Variable([1.0, 0.4, 0.7])
cost = tf.Variable(0.05)
# --- cell ---
arms = tf.random.stateless_categorical(preferences[tf.newaxis], 8, seed=[1, 2])
won = tf.gather(payoff, arms[0])
regret = 1.0 - tf.reduce_mean(won) + cost * tf.cast(tf.size(won), tf.float32)
