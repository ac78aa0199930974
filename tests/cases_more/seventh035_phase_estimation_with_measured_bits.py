# source: https://github.com/PennyLaneAI/pennylane/issues/5002
# target: cost
# sources: theta, phi, weights
# expect: {"theta": "ok", "phi": "registered_not_differentiable", "weights": "ok"}
# culprit: {"phi": 4}
# notes: A one-qubit simulation in complex numbers: the expectation value is differentiable, the second circuit is measured shot by shot.
# --- setup ---
import numpy as np
import tensorflow as tf

theta, phi = tf.Variable(0.4), tf.Variable(1.1)
weights = tf.Variable([0.6, 0.4])
ket = tf.constant([1.0, 0.0], tf.complex64)
hadamard = tf.constant(np.array([[1, 1], [1, -1]]) / np.sqrt(2), tf.complex64)
def rz(angle):
    half = tf.complex(tf.zeros_like(angle), angle / 2.0)
    return tf.linalg.diag(tf.stack([tf.exp(-half), tf.exp(half)]))
def evolve(angle):
    return tf.linalg.matvec(hadamard @ rz(angle) @ hadamard, ket)
def probabilities(state):
    return tf.cast(state * tf.math.conj(state), tf.float32)
# --- cell ---
exact = probabilities(evolve(theta))
expval = exact[0] - exact[1]
chances = probabilities(evolve(phi))
shots = tf.random.categorical(tf.math.log(chances)[None], 50, seed=1)
frequency = tf.reduce_mean(tf.cast(shots, tf.float32))
cost = weights[0] * expval + weights[1] * frequency
