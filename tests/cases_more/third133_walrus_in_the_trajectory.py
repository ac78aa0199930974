# source: constructed (molecular dynamics with forces by hand)
# target: energy
# sources: positions, charge
# expect: {"positions": "replaced_by_tensor", "charge": "ok"}
# culprit: {"positions": 7}
# notes: The assignment expression that records the next position binds the name of the variable to a tensor.
# --- setup ---
import tensorflow as tf

positions = tf.Variable([0.0, 1.1, 2.5])
charge = tf.Variable([1.0, -1.0, 1.0])
velocity = tf.constant([0.1, 0.0, -0.1])
# --- cell ---
gap = positions[:, None] - positions[None, :]
dist = tf.abs(gap) + tf.eye(3)
pair = charge[:, None] * charge[None, :] / dist
energy = 0.5 * tf.reduce_sum(pair - tf.linalg.diag(tf.linalg.diag_part(pair)))
closest = float(tf.reduce_min(dist + 10.0 * tf.eye(3)))
path = [positions.numpy()]
path.append(positions := positions + 0.01 * velocity)
