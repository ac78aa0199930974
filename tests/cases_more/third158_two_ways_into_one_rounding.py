# source: constructed (colour quantiser)
# target: error
# sources: palette, bright
# expect: {"palette": "registered_not_differentiable", "bright": "ok"}
# culprit: {"palette": 4}
# notes: The palette enters once detached and once through NumPy, and both sums are rounded together: the rounding is nearest the target on every way.
# --- setup ---
import numpy as np
import tensorflow as tf

palette = tf.Variable([0.12, 0.47, 0.81])
bright = tf.Variable(1.05)
img = tf.constant([0.1, 0.5, 0.9])
# --- cell ---
base = tf.stop_gradient(palette)
shift = np.mean(palette) - 0.5
mixed = base + shift
levels = tf.round(mixed * 8.0) / 8.0
shown = bright * levels
error = tf.reduce_sum((shown - img) ** 2)
