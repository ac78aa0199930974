# source: constructed (neural ODE notebook, explicit Euler)
# target: loss
# sources: rate_w, state, readout
# expect: {"rate_w": "stateful_op", "state": "ok", "readout": "ok"}
# culprit: {"rate_w": 3}
# notes: The integrator keeps the state in a variable; each step is an assign_add, so the right-hand side never reaches the loss.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
rate_w = tf.Variable(0.3 * rng.normal(size=(2, 2)).astype("float32"))
readout = tf.Variable([[1.0], [-0.5]])
state = tf.Variable([[1.0, 0.0]])
def rhs(s):
    return tf.tanh(s @ rate_w)
# --- cell ---
trajectory = []
for k in range(4):
    state.assign_add(0.25 * rhs(state))
    trajectory.append(state.numpy().copy())
final = state @ readout
loss = tf.reduce_sum((final - 0.2) ** 2)
