# source: constructed (trajectory optimisation with actuator limits)
# target: cost
# sources: policy_w, q_weight
# expect: {"policy_w": "left_tensorflow", "q_weight": "ok"}
# culprit: {"policy_w": 4}
# notes: The controls are limited with np.clip, which returns an array; np.cos on the constant angle is harmless.
# --- setup ---
import numpy as np
import tensorflow as tf

policy_w = tf.Variable([[0.5], [0.2]])
q_weight = tf.Variable(1.0)
start = np.array([[1.0, 0.0]], "float32")
drift = np.array([[1.0, 0.1], [0.0, 1.0]], "float32")
gravity = np.cos(0.3)
# --- cell ---
state, cost = tf.constant(start), tf.constant(0.0)
for t in range(3):
    u = -state @ policy_w
    limited = np.clip(u, -0.5, 0.5)
    state = state @ drift.T + limited * np.array([0.0, 0.1], "float32") * np.float32(gravity)
    cost += q_weight * tf.reduce_sum(state ** 2)
print("final position", float(state[0, 0]))
