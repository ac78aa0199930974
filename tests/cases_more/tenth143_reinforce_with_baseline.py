# source: constructed (policy gradient with a sampled action and a baseline)
# target: loss
# sources: policy, value_w, reward_scale, explore
# expect: {"policy": "ok", "value_w": "ok", "reward_scale": "stop_gradient", "explore": "registered_not_differentiable"}
# culprit: {"explore": 2, "reward_scale": 5}
# notes: Sampling and stop_gradient look like breaks for the policy and the baseline, but log-probability and value loss keep them; reward_scale only acts inside the stopped advantage and explore only on the sampling distribution.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(21)
policy = tf.Variable(rng.normal(size=(3, 4)).astype("float32"))
value_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
reward_scale = tf.Variable(0.5)
explore = tf.Variable(1.5)
obs = tf.constant(rng.normal(size=(5, 3)).astype("float32"))
returns = tf.constant(rng.random(5).astype("float32"))
tf.random.set_seed(1)
# --- cell ---
logits = obs @ policy
actions = tf.random.categorical(logits / explore, 1)[:, 0]
logp = tf.gather(tf.nn.log_softmax(logits), actions, axis=1, batch_dims=1)
value = tf.squeeze(obs @ value_w, 1)
advantage = tf.stop_gradient(reward_scale * returns - value)
loss = (-tf.reduce_mean(logp * advantage)
        + 0.5 * tf.reduce_mean(tf.square(returns - value)))
