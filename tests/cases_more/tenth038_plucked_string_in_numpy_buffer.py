# source: constructed
# target: loss
# sources: damping, gain, pluck
# expect: {"damping": "left_tensorflow", "gain": "ok", "pluck": "left_tensorflow"}
# culprit: {"pluck": 2, "damping": 4}
# notes: Karplus-Strong synthesis: the delay line is a NumPy array, writing a tensor into it keeps only the number.
# --- setup ---
import numpy as np
import tensorflow as tf

damping = tf.Variable(0.98)
gain = tf.Variable(0.7)
pluck = tf.Variable(tf.random.stateless_uniform([8], [3, 8], -1.0, 1.0))
recording = tf.constant(np.sin(np.arange(32) * 0.78).astype("float32"))
N, DELAY = 32, 8
# --- cell ---
ring = np.zeros(N + DELAY, dtype="float32")
ring[:DELAY] = tf.math.tanh(pluck)
for n in range(DELAY, N + DELAY):
    ring[n] = damping * 0.5 * (ring[n - DELAY] + ring[n - DELAY + 1])
voice = gain * tf.constant(ring[DELAY:])
spec = tf.abs(tf.signal.rfft(voice)) - tf.abs(tf.signal.rfft(recording))
loss = tf.reduce_mean(spec ** 2)
