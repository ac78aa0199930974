# source: constructed on a guide
# target: loss
# sources: w, c
# expect: {"w": "ok", "c": "not_connected"}
# culprit: {"c": 4}
# notes: The force comes from an inner gradient; the energy offset c drops out of the derivative.
# --- setup ---
import numpy as np
import tensorflow as tf
w = tf.Variable([[0.4], [-0.2], [0.9]])
c = tf.Variable(1.5)
class Potential:
    def __init__(self, w, c):
        self.w, self.c = w, c
    def energy(self, r):
        return tf.reduce_sum(tf.tanh(r @ self.w)) + self.c
    def forces(self, r):
        with tf.GradientTape() as t:
            t.watch(r)
            e = self.energy(r)
        return -t.gradient(e, r)
pot = Potential(w, c)
r = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
f_ref = tf.zeros([4, 3])
# --- cell ---
forces = pot.forces(r)
per_atom = tf.reduce_sum((forces - f_ref) ** 2, axis=1)
rmse = tf.sqrt(tf.reduce_mean(per_atom))
loss = 10.0 * rmse
print("fmax", float(tf.reduce_max(tf.norm(forces, axis=1))))
