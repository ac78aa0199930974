# source: constructed
# target: loss
# sources: mag, phase
# expect: {"mag": "ok", "phase": "ok"}
# notes: Complex numbers on the path and a cast back to float (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

mag, phase = tf.Variable([1.0, 2.0, 0.5, 1.0]), tf.Variable([0.1, 0.4, -0.2, 0.0])
# --- cell ---
spec = tf.complex(mag * tf.cos(phase), mag * tf.sin(phase))
wave = tf.signal.ifft(spec)
loss = tf.reduce_sum(tf.cast(wave, tf.float32) ** 2) + tf.reduce_sum(tf.math.angle(wave))
print(np.abs(wave.numpy()).round(2))
