# source: constructed (variable converted to a tensor in an earlier cell)
# target: energy
# sources: coords, coords_t, charge
# expect: {"coords": "computed_before_tape", "coords_t": "not_watched", "charge": "ok"}
# culprit: {"coords": 1}
# notes: The tensor was read from the variable before the tape; it is a constant unless it is watched itself.
# --- setup ---
import tensorflow as tf

coords = tf.Variable([[0.0, 1.0], [2.0, 0.5]])
charge = tf.Variable(1.5)
coords_t = tf.convert_to_tensor(coords)
# --- cell ---
gap = coords_t[0] - coords_t[1]
energy = charge / tf.norm(gap)
