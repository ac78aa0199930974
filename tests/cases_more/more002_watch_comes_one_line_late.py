# source: constructed (watch called after the forward pass)
# target: energy
# sources: angle, stiffness
# expect: {"angle": "not_watched", "stiffness": "ok"}
# culprit: {"angle": 2}
# notes: watch only concerns operations that run later; here the only use of the tensor is already over.
# --- setup ---
import tensorflow as tf

angle = tf.constant([0.2, 0.9, 1.4])
stiffness = tf.Variable(3.0)
# --- cell ---
bend = 1.0 - tf.cos(angle)
tape.watch(angle)
energy = tf.reduce_sum(0.5 * stiffness * bend ** 2)
