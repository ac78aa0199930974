# source: https://github.com/tensorflow/tensorflow/issues/29942
# target: loss
# sources: z, freq
# expect: {"z": "ok", "freq": "ok"}
# notes: Complex numbers, a real part and an angle keep the gradient of both.
# --- setup ---
import tensorflow as tf
z = tf.Variable(1.0 + 0.5j, dtype=tf.complex64)
freq = tf.Variable(0.7)
# --- cell ---
phase = tf.complex(tf.cos(freq), tf.sin(freq))
current = phase / z
power = tf.math.real(current) ** 2 + tf.math.imag(current) ** 2
loss = power + tf.abs(z) + tf.math.angle(current)
