# source: constructed
# target: loss
# sources: field, aperture, blur
# expect: {"field": "ok", "aperture": "ok", "blur": "ok"}
# notes: Complex variable, a cast of the real part, angle and a sign: all of them have gradients, if only zeros (no false alarm).
# --- setup ---
import tensorflow as tf

field = tf.Variable([0.5 + 0.2j, -0.3 + 1.0j, 0.8 - 0.4j, 0.1 + 0.1j], dtype=tf.complex64)
aperture = tf.Variable([1.0, 0.9, 0.4, 0.1])
blur = tf.Variable(0.3)
measured = tf.constant([1.0, 0.8, 0.2, 0.3])
# --- cell ---
spectrum = tf.signal.fft(field * tf.complex(aperture, tf.zeros_like(aperture)))
power = tf.abs(spectrum) ** 2
tilt = tf.reduce_sum(tf.cast(field, tf.float32)) + tf.math.angle(field)[0]
side = tf.sign(blur)
loss = tf.reduce_mean((power - measured) ** 2) + 0.01 * tilt * side
