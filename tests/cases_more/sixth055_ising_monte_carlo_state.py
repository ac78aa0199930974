# source: constructed on a guide
# target: energy
# sources: J, spins, field
# expect: {"J": "ok", "spins": "integer_dtype", "field": "ok"}
# notes: Spins are an int variable of +-1, cast when the energy is computed.
# --- setup ---
import numpy as np
import tensorflow as tf
L = 4
spins = tf.Variable(np.random.default_rng(0).choice([-1, 1], size=(L, L)))
J = tf.Variable(1.0)
field = tf.Variable(0.1)
def neighbours(s):
    return tf.roll(s, 1, 0) + tf.roll(s, 1, 1)
# --- cell ---
s = tf.cast(spins, tf.float32)
bond = s * neighbours(s)
energy = -J * tf.reduce_sum(bond) - field * tf.reduce_sum(s)
magnet = np.abs(spins.numpy().mean())
flips = np.argwhere(spins.numpy() < 0)
print("E", float(energy), "|m|", magnet, "down", len(flips))
