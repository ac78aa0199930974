# source: https://github.com/PennyLaneAI/demos/issues/28
# target: cost
# sources: theta, phase, lin
# expect: {"theta": "left_tensorflow", "phase": "left_tensorflow", "lin": "ok"}
# culprit: {"theta": 1, "phase": 2}
# notes: The simulator takes Python floats; the conversion happens in the list comprehension of the cell.
# --- setup ---
import numpy as np
import tensorflow as tf

def simulate(angles, phi):
    state = np.array([1.0, 0.0], complex)
    for a in angles:
        ry = np.array([[np.cos(a / 2), -np.sin(a / 2)], [np.sin(a / 2), np.cos(a / 2)]])
        state = np.diag([1.0, np.exp(1j * phi)]) @ ry @ state
    return abs(state[0]) ** 2 - abs(state[1]) ** 2
theta = tf.Variable([0.3, 0.8])
phase = tf.Variable(0.4)
lin = tf.Variable(1.5)
# --- cell ---
angles = [float(a) for a in theta]
phi = phase.numpy()
z = simulate(angles, phi)
penalty = 0.01 * tf.square(lin)
cost = (lin * float(z) - 0.2) ** 2 + penalty
