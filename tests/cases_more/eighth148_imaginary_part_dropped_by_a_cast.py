# source: constructed (complex numbers)
# target: power
# sources: re, im, phase, scale
# expect: {"re": "ok", "im": "ok", "phase": "left_tensorflow", "scale": "ok"}
# culprit: {"phase": 2}
# notes: Casting a complex tensor to a real type keeps only the real part, and yet the imaginary part receives (zero) gradients; the rotation was computed with cmath.
# --- setup ---
import cmath
import tensorflow as tf

re, im = tf.Variable([1.0, 2.0]), tf.Variable([0.5, -0.5])
phase, scale = tf.Variable(0.7), tf.Variable(1.2)
# --- cell ---
z = tf.complex(re, im)
turn = cmath.exp(1j * float(phase))
rotated = z * turn * tf.cast(scale, tf.complex64)
straight = tf.cast(z, tf.float32)
power = tf.reduce_sum(tf.math.real(rotated * tf.math.conj(z))) + tf.reduce_sum(straight ** 2) + tf.reduce_sum(tf.math.angle(rotated))
