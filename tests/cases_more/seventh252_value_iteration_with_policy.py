# source: constructed (dynamic programming in economics)
# target: welfare
# sources: reward, discount, tax, wealth, borrow
# expect: {"reward": "ok", "discount": "ok", "tax": "registered_not_differentiable", "wealth": "left_tensorflow", "borrow": "not_trainable"}
# culprit: {"tax": 5, "wealth": 6}
# notes: Value iteration by reduce_max is differentiable; the policy is an argmax, and the state on the grid is found with np.searchsorted.
# --- setup ---
import numpy as np
import tensorflow as tf

reward = tf.Variable([[1.0, 0.5], [0.2, 1.5], [0.0, 0.7]])
discount, tax = tf.Variable(0.9), tf.Variable([0.1, 0.2])
wealth = tf.Variable(0.8)
borrow = tf.Variable(0.05, trainable=False)
nxt = tf.constant([[0, 1], [1, 2], [0, 2]])
grid = np.array([0.0, 0.5, 1.0], dtype="float32")
# --- cell ---
value = tf.zeros([3])
for _ in range(6):
    q = reward + discount * tf.gather(value, nxt)
    value = tf.reduce_max(q, axis=1)
policy = tf.argmax(q - tax, axis=1)
here = int(np.searchsorted(grid, wealth.numpy()))
chosen = tf.gather(reward, policy, batch_dims=1)
welfare = value[here] + tf.reduce_sum(chosen) - borrow * tf.reduce_sum(value)
