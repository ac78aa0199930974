# source: constructed
# target: loss
# sources: policy_w, value_w
# expect: {"policy_w": "left_tensorflow", "value_w": "ok"}
# culprit: {"policy_w": 4}
# notes: REINFORCE: np.log of the chosen probability silently gives a NumPy number.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
policy_w = tf.Variable(rng.normal(size=(3, 2)).astype("float32"))
value_w = tf.Variable(rng.normal(size=(3, 1)).astype("float32"))
states = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
actions, returns = [0, 1, 1, 0], np.array([1.0, 0.5, 2.0, 0.1], "float32")
# --- cell ---
policy_terms = []
for s, a, g in zip(states, actions, returns):
    probs = tf.nn.softmax(s[None] @ policy_w)
    logp = np.log(probs[0, a])
    policy_terms.append(-logp * g)
values = (states @ value_w)[:, 0]
loss = tf.reduce_mean(policy_terms) + tf.reduce_mean((values - returns) ** 2)
