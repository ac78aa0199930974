# source: constructed on a guide
# target: loss
# sources: A, y0, dt
# expect: {"A": "ok", "y0": "ok", "dt": "left_tensorflow"}
# culprit: {"dt": 1}
# notes: Neural ODE with Euler steps: the state name is rebound every step, which is no problem; np.linspace takes the learned step.
# --- setup ---
import numpy as np
import tensorflow as tf
A = tf.Variable([[-0.1, 1.0], [-1.0, -0.1]])
y0 = tf.Variable([[1.0, 0.0]])
dt = tf.Variable(0.1)
obs = tf.constant(np.stack([np.cos(np.arange(5) * 0.1), -np.sin(np.arange(5) * 0.1)], 1).astype("float32"))
def rhs(y):
    return tf.tanh(y @ A)
# --- cell ---
ts = np.arange(5) * dt.numpy()
step = float(ts[1] - ts[0])
y = y0
traj = [y]
for t in ts[1:]:
    k1 = rhs(y)
    k2 = rhs(y + 0.5 * step * k1)
    y = y + step * k2
    traj.append(y)
traj = tf.concat(traj, axis=0)
loss = tf.reduce_mean((traj - obs) ** 2)
print("end", traj[-1].numpy())
