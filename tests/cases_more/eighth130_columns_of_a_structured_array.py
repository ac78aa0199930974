# source: https://numpy.org/doc/stable/user/basics.rec.html
# target: energy
# sources: masses, pos, spring
# expect: {"masses": "left_tensorflow", "pos": "ok", "spring": "ok"}
# culprit: {"masses": 1}
# notes: The masses are written into a field of a structured array; positions and spring never enter it.
# --- setup ---
import numpy as np
import tensorflow as tf

masses, spring = tf.Variable([1.0, 2.0, 0.5]), tf.Variable(3.0)
pos = tf.Variable([[0.0, 1.0], [1.0, 0.5], [2.0, 0.0]])
bodies = np.zeros(3, dtype=[("mass", "f4"), ("name", "U8")])
bodies["name"] = ["sun", "earth", "moon"]
# --- cell ---
bodies["mass"] = masses
heavy = bodies[bodies["mass"] > 0.4]
gravity = tf.reduce_sum(bodies["mass"][:, None] * pos)
edges = pos[1:] - pos[:-1]
energy = 0.5 * spring * tf.reduce_sum(edges ** 2) + 9.81 * gravity / len(heavy)
