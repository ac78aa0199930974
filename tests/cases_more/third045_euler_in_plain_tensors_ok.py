# source: constructed (neural ODE notebook, explicit Euler)
# target: loss
# sources: rate_w, start, readout
# expect: {"rate_w": "ok", "start": "ok", "readout": "ok"}
# notes: The trajectory in numpy and the assign into a monitor variable are bookkeeping only (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(6)
rate_w = tf.Variable(0.3 * rng.normal(size=(2, 2)).astype("float32"))
readout = tf.Variable([[1.0], [-0.5]])
start = tf.Variable([[1.0, 0.0]])
monitor = tf.Variable(tf.zeros([1, 2]), trainable=False)
def rhs(s):
    return tf.tanh(s @ rate_w)
# --- cell ---
trajectory, s = [], start
for k in range(4):
    s = s + 0.25 * rhs(s)
    monitor.assign(s)
    trajectory.append(monitor.numpy())
drift = np.abs(np.diff(np.concatenate(trajectory), axis=0)).max()
loss = tf.reduce_sum((s @ readout - 0.2) ** 2)
