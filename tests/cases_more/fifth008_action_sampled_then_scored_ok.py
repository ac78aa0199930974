# source: https://github.com/tensorflow/tensorflow/issues/48547
# target: actor_loss
# sources: trunk, policy, value_w
# expect: {"trunk": "ok", "policy": "ok", "value_w": "ok"}
# notes: Sampling, int(), float() and a stop_gradient all stand in the cell, yet every weight keeps a path.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
trunk = tf.Variable(rng.normal(size=(3, 6)).astype("float32"))
policy = tf.Variable(rng.normal(size=(6, 2)).astype("float32"))
value_w = tf.Variable(rng.normal(size=(6, 1)).astype("float32"))
obs = tf.constant(rng.random((4, 3)).astype("float32"))
returns = tf.constant([1.0, 0.5, 0.2, -0.3])
tf.random.set_seed(3)
# --- cell ---
hidden = tf.nn.elu(obs @ trunk)
logits = hidden @ policy
actions = tf.random.categorical(logits, 1)[:, 0]
log_prob = -tf.nn.sparse_softmax_cross_entropy_with_logits(labels=actions, logits=logits)
advantage = returns - (hidden @ value_w)[:, 0]
chosen = [int(a) for a in actions]
actor_loss = -tf.reduce_mean(log_prob * tf.stop_gradient(advantage)) + tf.reduce_mean(tf.square(advantage))
print("actions", chosen, "entropy", float(tf.reduce_mean(tf.nn.softmax(logits))))
