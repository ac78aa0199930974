# source: constructed on a guide
# target: power
# sources: r, l, c, f_hz, v_in
# expect: {"r": "ok", "l": "ok", "c": "ok", "f_hz": "ok", "v_in": "ok"}
# notes: A complex circuit: cast, division, conj and abs are all differentiable.
# --- setup ---
import numpy as np
import tensorflow as tf
r, l, c = tf.Variable(50.0), tf.Variable(1e-3), tf.Variable(1e-6)
f_hz = tf.Variable(3000.0)
v_in = tf.Variable(5.0 + 0.0j, dtype=tf.complex64)
# --- cell ---
omega = tf.cast(2.0 * np.pi * f_hz, tf.complex64)
j = tf.constant(1j, tf.complex64)
R, L, C = (tf.cast(v, tf.complex64) for v in (r, l, c))
Z = R + j * omega * L + 1.0 / (j * omega * C)
current = v_in / Z
power = tf.math.real(current * tf.math.conj(current)) * r
