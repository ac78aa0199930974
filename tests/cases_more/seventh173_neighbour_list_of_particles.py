# source: constructed (molecular dynamics: Lennard-Jones with cutoff)
# target: energy
# sources: pos, eps, sigma, cutoff, shift
# expect: {"pos": "ok", "eps": "ok", "sigma": "ok", "cutoff": "registered_not_differentiable", "shift": "left_tensorflow"}
# culprit: {"cutoff": 4, "shift": 8}
# notes: Pairs are skipped by comparing Python floats with the cutoff: the distance that enters the potential is computed again in tensors.
# --- setup ---
import itertools
import numpy as np
import tensorflow as tf

pos = tf.Variable(np.array([[0.0, 0.0], [1.1, 0.0], [0.0, 1.3], [4.0, 4.0]], dtype="float32"))
eps, sigma, cutoff = tf.Variable(1.0), tf.Variable(1.0), tf.Variable(2.0)
shift = tf.Variable(0.02)
# --- cell ---
where = pos.numpy()
energy = tf.constant(0.0)
for i, j in itertools.combinations(range(4), 2):
    if np.linalg.norm(where[i] - where[j]) > cutoff:
        continue
    r = tf.norm(pos[i] - pos[j])
    s6 = (sigma / r) ** 6
    energy += 4.0 * eps * (s6 ** 2 - s6) - shift.numpy().item()
