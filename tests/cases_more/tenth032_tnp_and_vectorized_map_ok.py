# source: constructed
# target: energy
# sources: theta, coupling, field
# expect: {"theta": "ok", "coupling": "ok", "field": "ok"}
# notes: Here np is tf.experimental.numpy: everything stays on the tape (no false alarm).
# --- setup ---
import tensorflow as tf
import tensorflow.experimental.numpy as np      # drop-in numpy

theta = tf.Variable([0.1, 0.7, 1.9, 2.2])
coupling = tf.Variable(0.8)
field = tf.Variable([0.2, -0.1])
# --- cell ---
spins = np.stack([np.cos(theta), np.sin(theta)], axis=1)
gram = np.dot(spins, np.transpose(spins))
pairs = np.sum(np.triu(gram, 1))
zeeman = tf.vectorized_map(lambda s: np.dot(s, field), spins)
energy = -coupling * pairs - np.mean(zeeman)
