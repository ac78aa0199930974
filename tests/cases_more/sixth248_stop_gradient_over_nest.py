# source: constructed on a guide
# target: loss
# sources: target_k, online_k, tau
# expect: {"target_k": "stop_gradient", "online_k": "ok", "tau": "stop_gradient"}
# culprit: {"target_k": 3, "tau": 3}
# notes: The target branch's outputs are detached with map_structure, tau with them.
# --- setup ---
import numpy as np
import tensorflow as tf
target_k = tf.Variable([[0.3], [0.4]])
online_k = tf.Variable([[0.1], [0.2]])
tau = tf.Variable(0.05)
obs = tf.constant([[1.0, 0.5], [0.2, -1.0]])
# --- cell ---
q_t = obs @ target_k
q_o = obs @ online_k
detached = tf.nest.map_structure(tf.stop_gradient, {"q": q_t, "v": tau * tf.reduce_mean(q_t)})
loss = tf.reduce_mean((detached["q"] + detached["v"] - q_o) ** 2)
