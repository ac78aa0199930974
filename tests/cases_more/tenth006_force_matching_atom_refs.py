# source: constructed
# target: force_loss
# sources: charges, decay, atom_ref, cutoff
# expect: {"charges": "ok", "decay": "ok", "atom_ref": "not_connected", "cutoff": "registered_not_differentiable"}
# culprit: {"cutoff": 3}
# notes: Force matching: constant per-atom energies do not enter the forces, the cutoff only appears in a mask.
# --- setup ---
import numpy as np
import tensorflow as tf

pos = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
species = tf.constant([0, 1, 1, 0])
charges = tf.Variable([0.4, -0.4])
decay = tf.Variable(1.2)
cutoff = tf.Variable(4.0)
atom_ref = tf.Variable([-13.6, -2.1])
f_dft = tf.constant(np.random.default_rng(1).normal(size=(4, 3)).astype("float32"))

def pair_energy(r, q):
    i, j = np.triu_indices(4, 1)
    d = tf.norm(tf.gather(r, i) - tf.gather(r, j), axis=1)
    inside = tf.cast(d < cutoff, tf.float32)
    return tf.reduce_sum(inside * tf.gather(q, i) * tf.gather(q, j) * tf.exp(-decay * d) / d)
# --- cell ---
with tf.GradientTape() as coords_tape:
    coords_tape.watch(pos)
    energy = pair_energy(pos, tf.gather(charges, species))
    energy += tf.reduce_sum(tf.gather(atom_ref, species))
forces = -coords_tape.gradient(energy, pos)
force_loss = tf.reduce_mean((forces - f_dft) ** 2)
