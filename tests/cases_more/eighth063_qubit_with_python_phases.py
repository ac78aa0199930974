# source: constructed (quantum circuit simulation)
# target: energy
# sources: theta, phi, coupling
# expect: {"theta": "ok", "phi": "left_tensorflow", "coupling": "ok"}
# culprit: {"phi": 2}
# notes: Rotations are built as complex tensors, which are differentiable; the phase gate multiplies by a Python complex number.
# --- setup ---
import cmath
import tensorflow as tf

theta, phi, coupling = tf.Variable(0.7), tf.Variable(0.4), tf.Variable(0.9)
def ry(angle):
    c, s = tf.cos(angle / 2), tf.sin(angle / 2)
    return tf.cast(tf.stack([tf.stack([c, -s]), tf.stack([s, c])]), tf.complex64)
def phase_gate():
    return tf.linalg.diag(tf.stack([tf.constant(1 + 0j, tf.complex64), tf.cast(cmath.exp(1j * float(phi)), tf.complex64)]))
# --- cell ---
state = tf.constant([1, 0], tf.complex64)
for gate in (ry(theta), phase_gate(), ry(tf.constant(0.3))):
    state = tf.linalg.matvec(gate, state)
population = tf.abs(state) ** 2
overlap = tf.math.real(tf.math.conj(state[0]) * state[1])
energy = population[0] - population[1] + coupling * overlap
