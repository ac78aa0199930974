# source: constructed on a guide
# target: misfit
# sources: u0, kappa, gain
# expect: {"u0": "stateful_op", "kappa": "stateful_op", "gain": "ok"}
# culprit: {"u0": 1, "kappa": 1}
# notes: A finite-difference solver writes every step into a variable grid.
# --- setup ---
import numpy as np
import tensorflow as tf
def laplacian(u):
    return tf.roll(u, 1, 0) + tf.roll(u, -1, 0) - 2.0 * u
class HeatSolver:
    def __init__(self, n):
        self.u = tf.Variable(tf.zeros([n]))
    def run(self, init, kappa, steps):
        self.u.assign(init)
        for _ in range(steps):
            self.u.assign_add(0.2 * kappa * laplacian(self.u))
        return self.u
u0 = tf.Variable(np.exp(-np.linspace(-2, 2, 8) ** 2).astype("float32"))
kappa, gain = tf.Variable(0.8), tf.Variable(1.1)
solver = HeatSolver(8)
sensor = tf.constant([0.1] * 8)
# --- cell ---
final = solver.run(u0, kappa, 3)
reading = gain * final
misfit = tf.reduce_mean((reading - sensor) ** 2)
print("max", float(tf.reduce_max(final)), "energy", float(tf.reduce_sum(final)))
