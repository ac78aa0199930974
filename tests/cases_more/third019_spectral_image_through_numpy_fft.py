# source: constructed (audio notebook mixing tf.signal and numpy.fft)
# target: loss
# sources: wave, window, floor_db
# expect: {"wave": "left_tensorflow", "window": "ok", "floor_db": "ok"}
# culprit: {"wave": 2}
# notes: One spectrum is taken with tf.signal (sound), the other with numpy.fft; the wave reaches the loss by the second one only.
# --- setup ---
import numpy as np
import tensorflow as tf

t = np.linspace(0, 1, 32, endpoint=False)
wave = tf.Variable(np.sin(2 * np.pi * 4 * t).astype("float32"))
window = tf.Variable(np.hanning(32).astype("float32"))
floor_db = tf.Variable(-60.0)
noise = tf.constant(np.cos(2 * np.pi * 9 * t).astype("float32"))
# --- cell ---
reference = tf.abs(tf.signal.rfft(noise * window))
spectrum = np.abs(np.fft.rfft(wave))
level = 20.0 * tf.math.log(reference + spectrum + 1e-3) / tf.math.log(10.0)
loss = tf.reduce_mean(tf.maximum(level, floor_db) ** 2) + 0.01 * floor_db
