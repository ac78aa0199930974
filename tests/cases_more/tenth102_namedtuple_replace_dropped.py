# source: constructed (namedtuple._replace returns a new tuple)
# target: energy
# sources: pos, mass, charge
# expect: {"pos": "ok", "mass": "stop_gradient", "charge": "ok"}
# culprit: {"mass": 3}
# notes: The first _replace is thrown away, so the stop_gradient on charge never enters; the second one is bound to the name and really cuts mass.
# --- setup ---
from collections import namedtuple
import tensorflow as tf

Particle = namedtuple("Particle", "pos mass charge")
pos = tf.Variable([0.3, -1.2, 0.8])
mass = tf.Variable(2.0)
charge = tf.Variable(-0.7)
p = Particle(pos, mass, charge)
# --- cell ---
p._replace(charge=tf.stop_gradient(charge))
p = p._replace(
    mass=tf.stop_gradient(mass))
r2 = tf.reduce_sum(p.pos ** 2)
energy = 0.5 * p.mass * r2 + p.charge / tf.sqrt(r2 + 1.0)
