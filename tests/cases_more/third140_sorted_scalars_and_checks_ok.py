# source: constructed (robust mean of a few losses)
# target: trimmed
# sources: w, offsets
# expect: {"w": "ok", "offsets": "ok"}
# notes: Python's sorted orders scalar tensors by their float value but keeps the tensors; check_numerics, ensure_shape and tf.print pass values on (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

w = tf.Variable([0.5, -1.0, 0.7])
offsets = tf.Variable([0.1, 0.0, -0.2, 0.3])
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
# --- cell ---
errors = tf.square(tf.linalg.matvec(x, w) - offsets)
errors = tf.ensure_shape(tf.debugging.check_numerics(errors, "errors"), [4])
ranked = sorted(tf.unstack(errors), key=float)
kept = ranked[1:-1] + [0.0 * e for e in ranked]
trimmed = tf.add_n(kept) / 2.0
print([round(float(e), 2) for e in ranked])
