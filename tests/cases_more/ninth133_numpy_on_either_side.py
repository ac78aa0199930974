# source: constructed
# target: energy
# sources: spins, coupling, field, external
# expect: {"spins": "ok", "coupling": "left_tensorflow", "field": "replaced_by_tensor", "external": "ok"}
# culprit: {"coupling": 1, "field": 4}
# notes: NumPy array times tensor stays a tensor; np.dot with a tensor inside does not. The name field is reused as a loop variable after the energy.
# --- setup ---
import numpy as np
import tensorflow as tf

spins = tf.Variable([1.0, -0.5, 0.25])
coupling = tf.Variable([[0.0, 1.0, 0.0], [1.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
field = tf.Variable(0.3)
external = tf.Variable(0.1)
site = np.array([0.1, -0.2, 0.3], dtype="float32")
# --- cell ---
bond = np.dot(coupling, site)
aligned = site * spins
energy = -tf.tensordot(bond, spins, 1) - (field + external) * sum(aligned)
for field in tf.linspace(0.0, 1.0, 3):
    print(float(field), float(-field * sum(aligned)))
