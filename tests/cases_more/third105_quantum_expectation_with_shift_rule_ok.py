# source: https://github.com/PennyLaneAI/pennylane/issues/972
# target: cost
# sources: theta, lin
# expect: {"theta": "ok", "lin": "ok"}
# notes: The circuit is simulated in NumPy, but inside a custom gradient with the parameter-shift rule (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

def simulate(angles):
    state = np.array([1.0, 0.0], complex)
    for a in angles:
        ry = np.array([[np.cos(a / 2), -np.sin(a / 2)], [np.sin(a / 2), np.cos(a / 2)]])
        state = ry @ state
    return float(abs(state[0]) ** 2 - abs(state[1]) ** 2)
@tf.custom_gradient
def expval_z(angles):
    a = angles.numpy()
    def backward(dy):
        shift = np.pi / 2
        g = [(simulate(a + shift * e) - simulate(a - shift * e)) / 2 for e in np.eye(len(a))]
        return dy * tf.constant(g, tf.float32)
    return tf.constant(simulate(a), tf.float32), backward
theta = tf.Variable([0.3, 0.8])
lin = tf.Variable(1.5)
# --- cell ---
z = expval_z(theta)
prob = 0.5 * (1.0 + z)
print("excited with probability", round(1.0 - float(prob), 3))
cost = (lin * z - 0.2) ** 2
